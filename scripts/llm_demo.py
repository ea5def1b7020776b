"""The library in one file: a chat with a tool, on whatever provider is there.

Run it with `python scripts/llm_demo.py "What is 17 * 23?"`. With a provider's key in the environment
(docs/providers.md), with CODA_API_BASE and CODA_MODEL, or with an Ollama that answers, a model does;
otherwise the offline provider says that it is none.
"""

import asyncio
import sys

from coda.bootstrap.local_ollama import with_local_ollama
from coda.bootstrap.settings import read_settings
from coda.components.llm import LLMManager
from coda.components.tools import Effect, ToolManager, tool


@tool(effect=Effect.READ, category="calculation")
def multiply(a: float, b: float) -> float:
    """Multiply two numbers.

    Args:
        a: The first factor.
        b: The second factor.
    """
    return a * b


async def main(question: str) -> None:
    settings = await with_local_ollama(read_settings())
    manager = LLMManager(settings.llm)
    tools = ToolManager()
    tools.add(multiply)
    await manager.set_tool_manager(tools)
    try:
        async for chunk in manager.generate_response(question, stream=True):
            print(chunk.delta, end="", flush=True)
        analytics = await manager.get_analytics()
        print(f"\n[{analytics['conversations']['total_tokens']} tokens]")
    finally:
        await manager.shutdown()


if __name__ == "__main__":
    asyncio.run(main(" ".join(sys.argv[1:]) or "What is 17 * 23?"))
