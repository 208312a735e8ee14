#include "base/character.h"

struct range {
    uint32_t first, last;
};

/* The common ones (Unicode 15, general category Mn and Me, and the zero-width
 * format characters): a caret a column off in a rare script does no harm. */
static const struct range zero_width[] = {
    {0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x0610, 0x061A},   {0x064B, 0x065F},
    {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200D}, {0x2060, 0x2060},   {0x20D0, 0x20FF},
    {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF},
};

static const struct range double_width[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0xA4CF},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD},
};

static const struct range turning[] = {
    {0x061C, 0x061C}, {0x200E, 0x200F}, {0x2028, 0x202E}, {0x2066, 0x2069}};

#define IN(character, ranges) is_in((character), (ranges), sizeof(ranges) / sizeof *(ranges))
static bool is_in(uint32_t character, const struct range *ranges, size_t count)
{
    for (size_t i = 0; i < count && character >= ranges[i].first; i++)
        if (character <= ranges[i].last)
            return true;
    return false;
}

uint32_t character_decode(struct slice s, size_t *length)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char first = (unsigned char)s.ptr[0];
    size_t needed = first < 0x80   ? 1
                    : first < 0xC2 ? 0
                    : first < 0xE0 ? 2
                    : first < 0xF0 ? 3
                    : first < 0xF5 ? 4
                                   : 0;
    *length = 1;
    if (needed == 0 || needed > s.len)
        return CHARACTER_INVALID;
    if (needed == 1)
        return first;
    uint32_t character = first & (0x7Fu >> needed);
    for (size_t i = 1; i < needed; i++) {
        unsigned char next = (unsigned char)s.ptr[i];
        if ((next & 0xC0) != 0x80)
            return CHARACTER_INVALID;
        character = character << 6 | (next & 0x3F);
    }
    if (character < smallest[needed] || character > 0x10FFFF ||
        (character >= 0xD800 && character <= 0xDFFF))
        return CHARACTER_INVALID;
    *length = needed;
    return character;
}

bool character_is_control(uint32_t character)
{
    return character < 0x20 || (character >= 0x7F && character < 0xA0) || IN(character, turning);
}

size_t character_width(uint32_t character)
{
    if (character < 0x300)
        return 1;
    if (IN(character, zero_width))
        return 0;
    return character != CHARACTER_INVALID && IN(character, double_width) ? 2 : 1;
}
