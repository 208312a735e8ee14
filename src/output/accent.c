#include "output/accent.h"

#include <math.h>

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool color_read(struct slice text, struct color *color)
{
    uint8_t parts[3];
    if (text.len != 7 || text.ptr[0] != '#')
        return false;
    for (size_t i = 0; i < 3; i++) {
        int high = hex_digit(text.ptr[1 + 2 * i]), low = hex_digit(text.ptr[2 + 2 * i]);
        if (high < 0 || low < 0)
            return false;
        parts[i] = (uint8_t)(high * 16 + low);
    }
    *color = (struct color){parts[0], parts[1], parts[2]};
    return true;
}

void color_write(struct buffer *out, struct color color)
{
    buffer_format(out, "#%02x%02x%02x", color.red, color.green, color.blue);
}

static double linear(uint8_t part)
{
    double value = part / 255.0;
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(struct color color)
{
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

double color_contrast(struct color a, struct color b)
{
    double first = luminance(a) + 0.05, second = luminance(b) + 0.05;
    return first > second ? first / second : second / first;
}

static uint8_t mix(uint8_t part, uint8_t target, unsigned step, unsigned steps)
{
    return (uint8_t)((part * (steps - step) + target * step + steps / 2) / steps);
}

struct color color_readable_on(struct color color, struct color paper)
{
    enum { STEPS = 50 };
    uint8_t target = luminance(paper) > 0.18 ? 0 : 255;
    struct color mixed = color;
    for (unsigned step = 0; step <= STEPS; step++) {
        mixed = (struct color){mix(color.red, target, step, STEPS),
                               mix(color.green, target, step, STEPS),
                               mix(color.blue, target, step, STEPS)};
        if (color_contrast(mixed, paper) >= CONTRAST_MINIMUM)
            break;
    }
    return mixed;
}

struct color color_text_on(struct color color)
{
    static const struct color black = {0, 0, 0}, white = {255, 255, 255};
    return color_contrast(color, white) >= color_contrast(color, black) ? white : black;
}
