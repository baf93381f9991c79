# Only SQLite keeps a database in a file of the user's.
@use.with_backend=sqlite @use.with_face=sync
Feature: The file of a store
  Sessions are confidential. Their file, and the folder that is made for it, are for the user
  alone, whatever the umask says; a file on which SQLite could not rely is refused.

  Rule: What is made is for its owner alone

    Scenario Outline: With the umask <umask>
      Given the environment
        | variable | value   |
        | umask    | <umask> |
      When a store is opened with
        | argument | value                         |
        | url      | sqlite:///new/folder/agents.db |
      Then these files are there
        | name                      | mode    |
        | new/                      | <outer> |
        | new/folder/               | 0700    |
        | new/folder/agents.db      | 0600    |
        | new/folder/agents.db.lock | 0600    |

      Examples:
        | umask | outer |
        | 022   | 0755  |
        | 000   | 0777  |
        | 077   | 0700  |

    Example: What was there keeps its mode
      Given the file "folder/notes.txt"
        """
        Mine.
        """
      When a store is opened with
        | argument | value                      |
        | url      | sqlite:///folder/agents.db |
      Then these files are there
        | name                  | mode |
        | folder/               | 0755 |
        | folder/agents.db      | 0600 |
        | folder/agents.db.lock | 0600 |
        | folder/notes.txt      | 0644 |

  Rule: A file on which SQLite cannot rely is refused

    Example: It has two names
      Given a store was opened with
        | argument | value               |
        | url      | sqlite:///agents.db |
      And the file "agents.db" is also called "copy.db"
      When a store is opened with
        | argument | value             |
        | url      | sqlite:///copy.db |
      Then it is refused because a setting is wrong
      And the refusal mentions "copy the file and open the copy"

    Example: It is something else
      Given the file "agents.db"
        """
        Sessions, and messages, and what else a list of things to do may say at some length.
        """
      When a store is opened with
        | argument | value               |
        | url      | sqlite:///agents.db |
      Then it is refused because the store is damaged
      And the refusal mentions "is no database"

    Scenario Outline: It is <what>
      Given the file "folder/notes.txt"
        """
        Mine.
        """
      When a store is opened with
        | argument | value           |
        | url      | sqlite:///<path> |
      Then it is refused because a setting is wrong
      And the refusal mentions "<words>"

      Examples:
        | what                    | path                       | words                    |
        | a folder                | folder                     | is a folder              |
        | inside of a file        | folder/notes.txt/agents.db | cannot be opened         |

  Rule: What an acknowledgement is worth is the caller's choice

    Example: Without a word it survives a power cut
      When a store is opened with
        | argument | value               |
        | url      | sqlite:///agents.db |
      Then what it acknowledges survives a power cut
      And these files are there
        | name           | mode |
        | agents.db      | 0600 |
        | agents.db.lock | 0600 |

    Scenario Outline: Asked for <durability>, it survives <what>
      Given the environment
        | variable    | value              |
        | HANSARD_URL | sqlite:///wrong.db |
      When a store is opened with
        | argument   | value               |
        | url        | sqlite:///agents.db |
        | durability | <durability>        |
      Then what it acknowledges survives <what>

      Examples:
        | durability | what                     |
        | power      | a power cut              |
        | process    | the death of the process |
