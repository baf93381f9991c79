Feature: Going on with a conversation
  An agent that is called again should know what was said before. The manager can give its runner
  the transcript of the session, rebuilt from the record, and keeps the names under which providers
  know the conversation, so that a runner can go on with it there.

  Rule: The transcript is given to the runner where its caller wishes

    Scenario Outline: <continuation>
      Given session Alpha
      And the events
        | session | type             | data                                               |
        | Alpha   | message_sent     | {"role": "user", "content": "Hello"}               |
        | Alpha   | message_received | {"role": "assistant", "content": "How can I help?"} |
      And the manager started run "r1" of Alpha with
        | argument | value                      |
        | input    | {"prompt": "Pay invoice 7"} |
      When the manager executes run "r1" by a runner that
        | does              | what               |
        | with continuation | <continuation>     |
        | returns           | {"content": "Paid."} |
      Then the runner was given
        | path                                           | cell            |
        | session.context.transcript.messages.count      | 2               |
        | session.context.transcript.messages.0.content  | Hello           |
        | session.context.transcript.messages.1.content  | How can I help? |
      And the answer has
        | path   | cell                 |
        | output | {"content": "Paid."} |

      Examples:
        | continuation |
        | auto         |
        | replay       |

    Example: Not more of it than the caller wishes
      Given session Alpha
      And the events
        | session | type             | data                                               |
        | Alpha   | message_sent     | {"role": "user", "content": "Hello"}               |
        | Alpha   | message_received | {"role": "assistant", "content": "How can I help?"} |
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does                   | what                |
        | with continuation      | auto                |
        | with transcript limits | {"max_messages": 1} |
      Then the runner was given
        | path                                          | cell            |
        | session.context.transcript.messages.count     | 1               |
        | session.context.transcript.messages.0.content | How can I help? |

    Example: Where there is no run there is none to continue
      Given session Alpha
      When the manager executes run "r9" by a runner that
        | does              | what |
        | with continuation | auto |
      Then it is refused because the run is not found
      And nothing has changed

    Example: A session that is made for one run has none yet
      When the manager runs Alpha once by a runner that
        | does              | what   |
        | with continuation | replay |
        | with input        | {"prompt": "Hello"} |
      Then the runner was given
        | path                                      | cell  |
        | session.context.transcript.messages.count | 0     |
        | session.context.transcript.session id     | Alpha |
      And session Alpha is completed

  Rule: It is given for this run only

    Example: The session does not keep it
      Given the manager started session Alpha with
        | argument | value              |
        | context  | {"language": "en"} |
      And the manager started run "r1" of Alpha
      And the manager executed run "r1" by a runner that
        | does              | what |
        | with continuation | auto |
      When the manager activates session Alpha
      Then the answer has
        | path    | cell               |
        | context | {"language": "en"} |

    Example: Nor is it given unasked
      Given session Alpha
      And the events
        | session | type         | data                                 |
        | Alpha   | message_sent | {"role": "user", "content": "Hello"} |
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does              | what  |
        | with continuation | false |
      Then the runner was given
        | path            | cell |
        | session.context | {}   |

  Rule: The session remembers what providers call the conversation

    Example: With the model that answered
      Given the manager started session Alpha with
        | argument | value                |
        | provider | claude               |
        | metadata | {"priority": "high"} |
      And the manager started run "r1" of Alpha
      And 5 seconds pass
      When the manager executes run "r1" by a runner that
        | does    | what                                                                                                              |
        | returns | {"output": "Hi.", "provider_session_id": "p1", "provider_metadata": {"model": "claude-haiku-4-5"}} |
      Then session Alpha has
        | property | value                                                                                                                                             |
        | metadata | {"priority": "high", "provider": "claude", "provider_sessions": {"claude": {"provider_session_id": "p1", "model": "claude-haiku-4-5"}}} |
        | updated  | 09:00:05                                                                                                                                          |
      And the manager's runs of Alpha are
        | provider metadata                                                   |
        | {"model": "claude-haiku-4-5", "provider_session_id": "p1"} |

    Example: Of several providers
      Given session Alpha
      And the manager started run "r1" of Alpha
      And the manager started run "r2" of Alpha
      And the manager executed run "r1" by a runner that
        | does    | what                                                                              |
        | returns | {"output": "Hi.", "provider": "claude", "provider_session_id": "p1"} |
      When the manager executes run "r2" by a runner that
        | does    | what                                                                             |
        | returns | {"output": "Hi.", "provider": "codex", "provider_session_id": "p2"} |
      Then session Alpha has
        | property | value                                                                                                                                                          |
        | metadata | {"provider_sessions": {"claude": {"provider_session_id": "p1", "model": null}, "codex": {"provider_session_id": "p2", "model": null}}} |

    Example: A run that says nothing of it takes nothing away
      Given session Alpha
      And the manager started run "r1" of Alpha
      And the manager started run "r2" of Alpha
      And the manager executed run "r1" by a runner that
        | does    | what                                                                              |
        | returns | {"output": "Hi.", "provider": "claude", "provider_session_id": "p1"} |
      When the manager executes run "r2" by a runner that
        | does    | what                                        |
        | returns | {"output": "Hi.", "provider": "claude"} |
      Then session Alpha has
        | property | value                                                                                     |
        | metadata | {"provider_sessions": {"claude": {"provider_session_id": "p1", "model": null}}} |

    Example: What the caller keeps under that key is left alone
      Given session Alpha with
        | property | value                         |
        | metadata | {"provider_sessions": "mine"} |
      And the manager started run "r1" of Alpha
      When the manager executes run "r1" by a runner that
        | does    | what                                                                              |
        | returns | {"output": "Hi.", "provider": "claude", "provider_session_id": "p1"} |
      Then session Alpha has
        | property | value                         |
        | metadata | {"provider_sessions": "mine"} |
      And the manager's runs of Alpha are
        | provider metadata             |
        | {"provider_session_id": "p1"} |
