#include "desk/branch_name.h"

#include "base/buffer.h"

static bool is_plain(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool stays(struct slice branch, size_t at)
{
    char c = branch.ptr[at];
    if (c == '.')
        return at > 0 && at + 1 < branch.len && is_plain(branch.ptr[at - 1]) &&
               is_plain(branch.ptr[at + 1]);
    return is_plain(c) || c == '-' || c == '_';
}

struct slice branch_name_encode(struct arena *arena, struct slice branch)
{
    struct buffer name = {0};
    for (size_t i = 0; i < branch.len && name.len <= BRANCH_NAME_MAX; i++) {
        if (branch.ptr[i] == '/')
            buffer_add_byte(&name, '~');
        else if (stays(branch, i))
            buffer_add_byte(&name, branch.ptr[i]);
        else
            buffer_format(&name, "=%02x", (unsigned char)branch.ptr[i]);
    }
    struct slice copy = {0};
    if (name.len && name.len <= BRANCH_NAME_MAX)
        copy = buffer_copy(&name, arena);
    buffer_release(&name);
    return copy;
}

static int digit(char c)
{
    const char *digits = "0123456789abcdef", *at = c ? strchr(digits, c) : NULL;
    return at ? (int)(at - digits) : -1;
}

struct slice branch_name_decode(struct arena *arena, struct slice name)
{
    struct buffer branch = {0};
    bool good = true;
    for (size_t i = 0; i < name.len && good; i++) {
        char c = name.ptr[i];
        if (c == '=') {
            int high = i + 2 <= name.len - 1 ? digit(name.ptr[i + 1]) : -1;
            int low = high < 0 ? -1 : digit(name.ptr[i + 2]);
            good = low >= 0;
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '~') {
            c = '/';
        }
        if (good)
            buffer_add_byte(&branch, c);
    }
    struct slice copy = good ? buffer_copy(&branch, arena) : (struct slice){0};
    buffer_release(&branch);
    /* There is one name a branch: another way to write it is none. */
    return slice_equal(branch_name_encode(arena, copy), name) ? copy : (struct slice){0};
}
