# The store has no part in it.
@use.with_backend=memory @use.with_face=sync
Feature: Without OpenTelemetry nothing is traced
  Most programs do not trace. For them there must be nothing: no package to install, nothing that is
  imported, no time that is spent. Spans are made where a program has imported OpenTelemetry itself;
  nobody could see them otherwise.

  Rule: Nothing is imported for spans

    Example: It is not installed
      When this is piped into python -
        """
        import sys
        from hansard.testing import open_memory

        class Uninstalled:
            def find_spec(self, name, path=None, target=None):
                if name.startswith("opentelemetry"):
                    print("somebody asked for", name)
                    raise ModuleNotFoundError(name)

        sys.meta_path.insert(0, Uninstalled())
        with open_memory() as store:
            result = store.manager.run_once(lambda run, session: {"content": "Hi."})
        print(result.output)
        """
      Then standard output is
        """
        {'content': 'Hi.'}
        """
      And standard error is empty

    Example: It is installed, and the program does not use it
      When this is piped into python -
        """
        import sys
        import hansard
        from hansard.interfaces.cli.main import main
        from hansard.testing import open_memory

        with open_memory() as store:
            result = store.manager.run_once(lambda run, session: {"content": "Hi."})
        try:
            main(["--help"])
        except SystemExit:
            print(result.output)
        print([name for name in sys.modules if name.startswith(("opentelemetry", "claude_agent_sdk"))])
        """
      Then standard output is
        """
        ...
        {'content': 'Hi.'}
        []
        """
      And standard error is empty

    Example: The program uses it without anything that takes spans
      When this is piped into python -
        """
        from opentelemetry import trace
        from hansard.testing import open_memory

        with open_memory() as store:
            result = store.manager.run_once(lambda run, session: {"content": "Hi."})
        print(result.output, type(trace.get_current_span()).__name__)
        """
      Then standard output is
        """
        {'content': 'Hi.'} NonRecordingSpan
        """
      And standard error is empty
