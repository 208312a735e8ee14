# Compares the program's history of sampled files with `git log --follow`: compare.pl PROGRAM REPOSITORY FILES
# They are the same but for one thing: git, once it has followed a renaming, shows no merge, even one whose
# text is none of its parents'; to us it is a version like any other.
use strict;
use warnings;
my ($program, $repository, $files) = @ARGV;
my %ours;
open my $history, '-|', $program, $repository, 'main', '', 'content' or die;
while (<$history>) {
    chomp;
    my ($path, $commit, $time, $author) = split /\t/;
    push @{$ours{$path}}, "$commit $time $author" unless $path =~ /^-/;
}
my ($passed, $failed, $merges) = (0, 0, 0);
my @paths = sort keys %ours;
my $step = @paths > $files ? @paths / $files : 1;
for (my $i = 0; $i < @paths; $i += $step) {
    my $path = $paths[$i];
    open my $log, '-|', 'git', "--git-dir=$repository", 'log', '--follow',
        '--format=%H %at %aN <%aE>', 'main', '--', $path or die;
    my @theirs = grep { !/\[bot\]/ } map { chomp; $_ } <$log>;
    my %there = map { $_ => 1 } @theirs;
    my @kept;
    for (@{$ours{$path}}) {
        my ($commit) = /^(\w+)/;
        if (!$there{$_} && split(' ', `git --git-dir=$repository log -1 --format=%P $commit`) > 1) {
            $merges++;
        } else {
            push @kept, $_;
        }
    }
    if ("@kept" eq "@theirs") {
        $passed++;
    } else {
        $failed++;
        print "not ok $path\n    ours:  @kept\n    git's: @theirs\n";
    }
}
print "# $merges merges that git shows no more after a renaming\n";
print "$passed passed, $failed failed\n";
exit($failed != 0);
