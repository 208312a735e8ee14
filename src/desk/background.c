#include "desk/background.h"

#include "base/memory.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* unsetenv() moves what comes after: from the start again after each. */
static void forget_git_variables(void)
{
    for (char **variable = environ; variable && *variable;) {
        if (strncmp(*variable, "GIT_", 4) != 0) {
            variable++;
            continue;
        }
        size_t length = strcspn(*variable, "=");
        char *name = memory_allocate(length + 1);
        memcpy(name, *variable, length);
        name[length] = '\0';
        unsetenv(name);
        memory_release(name);
        variable = environ;
    }
}

static void take_own_files(const struct desk *desk)
{
    int nothing = open("/dev/null", O_RDWR);
    int log = open(desk->log.path.ptr, O_WRONLY | O_CREAT | O_APPEND, 0666);
    if (nothing >= 0) {
        dup2(nothing, STDIN_FILENO);
        dup2(log >= 0 ? log : nothing, STDOUT_FILENO);
        dup2(log >= 0 ? log : nothing, STDERR_FILENO);
    }
    close_range(STDERR_FILENO + 1, ~0u, 0);
}

enum background_side background_enter(const struct desk *desk)
{
    fflush(NULL);
    pid_t child = fork();
    if (child < 0)
        return BACKGROUND_NONE;
    if (child > 0) {
        int status;
        waitpid(child, &status, 0);
        return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? BACKGROUND_HERE : BACKGROUND_NONE;
    }
    /* The one in between ends at once, so that nobody has to wait for the last. */
    setsid();
    pid_t grandchild = fork();
    if (grandchild != 0)
        _exit(grandchild < 0);
    take_own_files(desk);
    /* The site is for everybody to read, also where those who push keep their own files to themselves. */
    umask(umask(0) & 022);
    forget_git_variables();
    return BACKGROUND_THERE;
}
