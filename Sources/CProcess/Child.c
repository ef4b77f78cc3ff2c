// For the processors of a process.
#define _GNU_SOURCE
#include "CProcess.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

#if defined(__linux__)
#include <sched.h>

// Leaves the processor that the parent is busy on, where the system may have put the child as well.
static void leave_processor(int processor) {
  cpu_set_t all;
  if (processor < 0 || sched_getaffinity(0, sizeof all, &all) != 0 || CPU_COUNT(&all) < 2) return;
  CPU_CLR(processor, &all);
  sched_setaffinity(0, sizeof all, &all);
}
#endif

int cprocess_start(const char *program, char *const arguments[], int input, int output) {
#if defined(__linux__)
  int processor = sched_getcpu();
#endif
  pid_t child = fork();
  if (child < 0) return errno;
  if (child > 0) {
    // Both do it, since nobody knows which is first. It fails for one that runs already, and so has done it itself.
    setpgid(child, child);
    return 0;
  }
  setpgid(0, 0);
#if defined(__linux__)
  leave_processor(processor);
#endif
  if (dup2(input, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0) execv(program, arguments);
  perror(program);
  _exit(127);
}
