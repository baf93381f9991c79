"""What users do, as services that talk only to the domain and to ports."""
