"""Programs under Pulumi's mocks more than once in one process, as a test suite of our users has them."""

import json
import os
import subprocess
import sys

PROGRAM = """
import json, pulumi, pulumi_chatbotkit as chatbotkit
from pulumi.runtime import mocks

class Engine(mocks.Mocks):
    def __init__(self):
        self.names = []
    def new_resource(self, args):
        self.names.append(args.name)
        return f"{args.name}-id", dict(args.inputs)
    def call(self, args):
        return {}

def program(failing=None):
    acme = chatbotkit.PartnerUser("acme", name="Acme")
    bot = chatbotkit.Bot("bot", run_as=acme.id, meta={"a": pulumi.Output.from_input(1)})
    if failing is not None:
        chatbotkit.Bot("bad", meta=failing)
    return pulumi.Output.all(acme.id, bot.id, bot.backstory)

def run(failing=None, **settings):
    engine = Engine()
    pulumi.runtime.set_mocks(engine, **settings)
    try:
        pulumi.runtime.test(lambda: program(failing))()
    except pulumi.RunError:
        return "refused"
    return sorted(engine.names)

found = {"twice": [run(project="shop", stack="dev"), run(project="shop", stack="dev")]}
found["other stack, preview"] = run(project="shop", stack="prod", preview=True)
found["after a failure"] = [run({"a": float("nan")}), run()]
found["after a late failure"] = [run(pulumi.Output.from_input({"a": float("nan")})), run()]

outside = []
for _ in range(2):
    engine = Engine()
    pulumi.runtime.set_mocks(engine)
    ids = program()
    pulumi.runtime.test(lambda: ids)()
    outside.append(sorted(engine.names))
found["declared outside of a test"] = outside
print(json.dumps(found))
"""
EVERYTHING = ["acme", "acme.guard", "bot"]


def test_mocks_may_be_set_again() -> None:
    """Each time with the same result, also after a program that was refused."""
    ran = subprocess.run([sys.executable, "-c", PROGRAM], env=os.environ, capture_output=True, text=True, check=False)

    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout.splitlines()[-1]) == {
        "twice": [EVERYTHING, EVERYTHING],
        "other stack, preview": EVERYTHING,
        "after a failure": ["refused", EVERYTHING],
        "after a late failure": ["refused", EVERYTHING],
        "declared outside of a test": [["acme", "bot"], ["acme", "bot"]],
    }
