@use.with_face=async
Feature: The offline agent
  An agent comes with hansard that needs no model, no key and no network. It answers about the
  conversation itself, always in the same words, so that a chat can be tried and tested whole.

  Rule: It knows the conversation

    Scenario Outline: <question>
      Given session Alpha with the messages
        | role      | content      |
        | user      | Good morning |
        | assistant | Hello        |
        | user      | What is 2+2? |
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When Ann asks "<question>" in thread Trip of an agent that
        | does | what    |
        | is   | offline |
      Then the manager's runs of Alpha are
        | output.content |
        | <answer>       |

      Examples:
        | question                    | answer                                           |
        | What was my last question?  | "Your last question was: \"What is 2+2?\""       |
        | what did I say FIRST        | "The first thing you said was: \"Good morning\"" |
        | How many messages are there | You sent 2 messages before this one.             |
        | Now multiply instead of add | 2*2 is 4.                                        |

    Scenario Outline: In a thread that is new: <question>
      When Ann asks "<question>" in thread Trip of an agent that
        | does | what    |
        | is   | offline |
      Then the manager's runs of Trip are
        | output.content |
        | <answer>       |
      And Trip holds 2 messages

      Examples:
        | question                    | answer                                   |
        | What was my last question?  | You have not asked anything before this. |
        | What did I say first?       | This is the first thing you say.         |
        | How many messages are there | You sent 0 messages before this one.     |

    Example: What it cannot answer
      When Ann asks "Now multiply instead of add" in thread Trip of an agent that
        | does | what    |
        | is   | offline |
      Then the manager's runs of Trip are
        | output.content                                                                                                                                                                          |
        | I am the offline agent and know this conversation only. Ask me: What was my last question? What did I say first? How many messages are there? What is 2+2? Now multiply instead of add. |
      And Trip holds 2 messages

  Rule: It calculates, within bounds

    Scenario Outline: <question>
      When Ann asks "<question>" in thread Trip of an agent that
        | does | what    |
        | is   | offline |
      Then the manager's runs of Trip are
        | output.content |
        | <answer>       |
      And Trip holds 2 messages

      Examples:
        | question                                    | answer                              |
        | What is 2+2?                                | 2+2 is 4.                           |
        | 7 * (3 - 5)                                 | 7 * (3 - 5) is -14.                 |
        | How much is -1.5 / 3?                       | -1.5 / 3 is -0.5.                   |
        | Calculate 0.1 + 0.2                         | 0.1 + 0.2 is 0.3.                   |
        | What is 1/3?                                | 1/3 is 0.333333333333.              |
        | What is 2/0?                                | Nothing can be divided by zero.     |
        | What is 2+*3?                               | I cannot read that as arithmetic.   |
        | What is (1+2?                               | A parenthesis is not closed.        |
        | 99999999999999999999 * 99999999999999999999 | Those numbers are too large for me. |

    Example: What it calculated before, in another way, again and again
      Given Ann asked "What is 6+3?" in thread Trip of an agent that
        | does | what    |
        | is   | offline |
      And Ann asked "Now divide instead of add" in thread Trip of an agent that
        | does | what    |
        | is   | offline |
      When Ann asks "subtract instead" in thread Trip of an agent that
        | does | what    |
        | is   | offline |
      Then the manager's runs of Trip are
        | output.content |
        | 6+3 is 9.      |
        | 6/3 is 2.      |
        | 6-3 is 3.      |

  Rule: It counts words as tokens

    Example: Of the conversation, and of the answer
      Given session Alpha with the messages
        | role | content      |
        | user | Good morning |
      And the threads
        | thread | resource | session |
        | Trip   | Ann      | Alpha   |
      When Ann asks "What is 2+2?" in thread Trip of an agent that
        | does | what    |
        | is   | offline |
      Then session Alpha has
        | property      | value |
        | input tokens  | 5     |
        | output tokens | 3     |
