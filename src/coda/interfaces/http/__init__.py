"""The server: JSON over HTTP, server-sent events, a live socket, and the studio's pages."""
