#ifndef ARMATURE_CMALLOC_H
#define ARMATURE_CMALLOC_H

// Has malloc do for a program that runs for a moment, allocates a lot meanwhile and gives little of it back. To be called
// before there is a second thread. Does nothing where malloc isn't glibc's.
void cmalloc_prepare(void);

#endif
