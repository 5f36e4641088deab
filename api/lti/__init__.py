"""LTI 1.3: people come in from a learning platform, and it is told what they chose or finished."""
