// For MADV_HUGEPAGE.
#define _GNU_SOURCE
#include "CProcess.h"

#include <stdlib.h>

#if defined(__GLIBC__)
#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

// By how much the heap grows at a time. It is address space: memory is what is written to.
static const size_t step = 64 << 20;
static const uintptr_t huge_page = 2 << 20;
// Read by nobody; without it, the compiler would leave the allocation out.
static void *volatile skipped;

void cprocess_prepare_malloc(void) {
  // The heaps of other threads grow page by page, each with a call of the system.
  mallopt(M_ARENA_MAX, 1);
  mallopt(M_TOP_PAD, step);
  mallopt(M_TRIM_THRESHOLD, 1 << 30);
  // Large arrays would be mapped anew each time that they grow; this is the most that glibc takes.
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
  // More than malloc can have at hand, so that it grows the heap.
  void *first = malloc(1 << 20);
  if (!first) return;
  uintptr_t start = ((uintptr_t)first + huge_page - 1) & ~(huge_page - 1);
  uintptr_t end = (uintptr_t)sbrk(0);
  // Where the system has no huge pages, the heap is as it was.
  if (start < end) madvise((void *)start, end - start, MADV_HUGEPAGE);
  free(first);
  // What comes before the first huge page is never used, since the system would give it in small ones.
  skipped = malloc(start - (uintptr_t)first);
}
#else
void cprocess_prepare_malloc(void) {}
#endif
