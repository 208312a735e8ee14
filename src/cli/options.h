/*
 * options.h - reading the command line (getopt_long), from one table of options.
 */
#ifndef SCHEDARIO_CLI_OPTIONS_H
#define SCHEDARIO_CLI_OPTIONS_H

#include "cli/command.h"

enum options_outcome { OPTIONS_GOOD, OPTIONS_HELP, OPTIONS_VERSION, OPTIONS_WRONG };

/* Fills *invocation and *command. What is wrong has been said on standard error. With
 * OPTIONS_HELP, *command is what help was asked for, or NULL for all of it. */
enum options_outcome options_read(int count, char **arguments, struct invocation *invocation,
                                  const struct command **command);
/* From --lang or the environment, before the rest is read. */
enum message_language options_language(int count, char **arguments);

/* The list of commands, or one command's options. */
void options_write_help(struct buffer *out, const struct command *command,
                        enum message_language language);

#endif
