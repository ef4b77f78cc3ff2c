#ifndef ARMATURE_CPROCESS_H
#define ARMATURE_CPROCESS_H

// Has malloc do for a program that runs for a moment, allocates a lot meanwhile and gives little of it back. To be called
// before there is a second thread. Does nothing where malloc isn't glibc's.
void cprocess_prepare_malloc(void);

// Starts a program as a child in a group of its own, with the given descriptors as its standard input and output. A program
// that can't be run says why on standard error, and closes its output.
//
// `posix_spawn` has the child share the parent's memory for a moment, on another processor, which is told of each change of
// that memory for a second from then on: loading a library takes a millisecond longer. So this forks, and on Linux the child
// keeps off the processor that its parent is on, if there is another.
//
// Returns 0, or the number of what kept the child from being made.
int cprocess_start(const char *program, char *const arguments[], int input, int output);

#endif
