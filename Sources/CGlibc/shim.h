// What Swift's Glibc leaves out.

// mallopt(3)
#include <malloc.h>

// posix_spawn_file_actions_addclosefrom_np(3), since glibc 2.34
#include <spawn.h>
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from);
