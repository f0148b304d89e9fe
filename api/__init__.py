"""The only edge: settings, services, HTTP routes and the command line (接口)."""
