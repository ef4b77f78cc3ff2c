#include "CProcess.h"

#include <errno.h>
#include <stdio.h>
#include <unistd.h>

int cprocess_start(const char *program, char *const arguments[], int input, int output) {
  pid_t child = fork();
  if (child < 0) return errno;
  if (child > 0) {
    // Both do it, since nobody knows which is first. It fails for one that runs already, and so has done it itself.
    setpgid(child, child);
    return 0;
  }
  setpgid(0, 0);
  if (dup2(input, STDIN_FILENO) >= 0 && dup2(output, STDOUT_FILENO) >= 0) execv(program, arguments);
  perror(program);
  _exit(127);
}
