"""An OpenAI-compatible server of language models: asked over HTTP, within limits, once."""

from dabir.analysis.assistants.endpoint.address import Endpoint
from dabir.analysis.assistants.endpoint.asker import Asker, Question

__all__ = ["Asker", "Endpoint", "Question"]
