/* Paths as text (files.h). */
#include "base/files.h"

struct slice path_join(struct arena *arena, struct slice folder, struct slice name)
{
    if (folder.len == 0 || name.len == 0)
        return arena_copy(arena, folder.len ? folder : name);
    bool has_slash = folder.ptr[folder.len - 1] == '/';
    return arena_concat(arena, folder, has_slash ? SLICE("") : SLICE("/"), name, (struct slice){0});
}

struct slice path_folder(struct slice path)
{
    size_t slash = slice_find_last_byte(path, '/');
    if (slash == SLICE_NOT_FOUND)
        return slice_sub(path, 0, 0);
    return slice_sub(path, 0, slash ? slash : 1);
}

struct slice path_name(struct slice path)
{
    return slice_after(path, slice_find_last_byte(path, '/') + 1); /* not found is -1 */
}

struct slice path_extension(struct slice path)
{
    struct slice name = path_name(path);
    size_t dot = slice_find_last_byte(name, '.');
    return slice_after(name, dot == 0 || dot == SLICE_NOT_FOUND ? name.len : dot);
}
