"""Nuanfang: an offline register for the Send Warmth work of Chinese trade unions."""

__version__ = "0.1.0"
