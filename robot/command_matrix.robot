*** Settings ***
Documentation       A command works in one namespace, and neither reads nor changes another one.
...
...                 Every command of the program is given ids of its own namespace, those of another
...                 one, and ids that never were. A command that nobody has said how to give fails the
...                 suite.
Library             libraries.command_matrix.CommandMatrix
Suite Setup         Make Two Namespaces


*** Test Cases ***
Every Command Is In The Matrix
    Every Command Has An Entry

A Namespace Shows What It Showed Before There Was Another One
    Commands In South Say What They Said Alone

What Is In Another Namespace Looks Like What Never Was
    What Is Norths Looks Like What Never Was

Two Namespaces Use The Same Ids
    South Uses The Same Ids Without Touching Norths
