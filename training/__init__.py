"""What makes models: prepare, train, evaluate and publish, as `python -m training <verb>`."""
