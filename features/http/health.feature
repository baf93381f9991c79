@use.with_face=async
Feature: The health of the record over HTTP
  Who runs the service asks it whether the record of the namespace is whole: whether anything belongs
  to a session that is not there, and whether what is counted agrees with what is there.

  Rule: What is wrong is told in words

    Example: Nothing is wrong
      Given session Alpha
      And 3 events were appended to Alpha
      When GET "/v1/health" is requested
      Then the response is 200
      And the response has
        | part           | value   |
        | status         | healthy |
        | findings.count | 0       |

    Example: An artifact names a session that is not there
      Given the artifacts
        | key    | session | content |
        | report | Gone    | abc     |
      When GET "/v1/health" is requested
      Then the response has
        | part       | value                                         |
        | status     | damaged                                       |
        | findings.0 | 1 artifacts reference non-existent sessions |

    Example: What is wrong elsewhere is not told here
      Given session Alpha
      And the artifacts
        | key    | session       | content | namespace |
        | report | Gone in South | abc     | South     |
      When GET "/v1/health" is requested
      Then the response has
        | part   | value   |
        | status | healthy |

  Rule: Only who may do everything may ask

    Scenario Outline: A key for <role> may not
      Given the server has
        | part       | value  |
        | key caller | <role> |
      When GET "/v1/health" is requested with key "caller"
      Then the response is 403

      Examples:
        | role   |
        | read   |
        | append |

    Example: A key for everything may
      Given the server has
        | part       | value |
        | key caller | admin |
      When GET "/v1/health" is requested with key "caller"
      Then the response is 200
