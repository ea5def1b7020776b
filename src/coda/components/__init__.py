"""The runtime: values, store, documents, tools and language models."""
