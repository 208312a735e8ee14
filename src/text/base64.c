#include "text/base64.h"

void base64_write(struct buffer *out, struct slice bytes)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t i = 0; i < bytes.len; i += 3) {
        size_t count = bytes.len - i < 3 ? bytes.len - i : 3;
        uint32_t group = 0;
        for (size_t j = 0; j < 3; j++)
            group = group << 8 | (j < count ? (unsigned char)bytes.ptr[i + j] : 0u);
        for (size_t j = 0; j < 4; j++)
            buffer_add_byte(out, j <= count ? alphabet[group >> (18 - 6 * j) & 63] : '=');
    }
}
