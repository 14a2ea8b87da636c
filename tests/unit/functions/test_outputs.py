"""The ``_output`` forms: for values that are known only while the program runs."""

from .conftest import Create, RunProgram


def test_a_lookup_waits_for_its_arguments(create: Create, run_program: RunProgram) -> None:
    """Attributes of the result are outputs in turn."""
    acme = create("partner/user", name="Acme")
    create("bot", run_as=acme, name="Ada")
    program = f"bot = chatbotkit.get_bot_output(name='Ada', run_as=pulumi.Output.from_input('{acme}'))\n"

    ran = run_program(f"{program}bot.run_as.apply(print)")

    assert (ran.stdout.strip(), ran.returncode) == (acme, 0), ran.stderr


def test_a_list_comes_whole(create: Create, run_program: RunProgram) -> None:
    """An output holds one value."""
    create("bot", name="Ada")
    create("bot", name="Bob")

    ran = run_program("chatbotkit.list_bots_output().apply(lambda bots: print([bot.name for bot in bots]))")

    assert ran.stdout.strip() == "['Bob', 'Ada']", ran.stderr


def test_a_resource_stands_for_its_id(create: Create, run_program: RunProgram) -> None:
    """As everywhere in a program: run_as=tenant."""
    program = "tenant = chatbotkit.PartnerUser('acme')\nchatbotkit.get_bot_output(name='Ada', run_as=tenant)"

    ran = run_program(program)

    assert ran.returncode != 0
    assert "get_bot: GET /bot/list as acme-id" in ran.stderr


def test_a_lookup_of_what_is_not_known_yet_is_unknown(run_program: RunProgram) -> None:
    """In a preview, an object that is to be created has no id to look up."""
    program = (
        "import asyncio\nlater = pulumi.Output(set(), asyncio.sleep(0), asyncio.sleep(0, False))\n"
        "bot = chatbotkit.get_bot_output(id=later)\nasync def show(): print(await bot.is_known())\n"
        "asyncio.ensure_future(show())"
    )

    ran = run_program(program, "preview")

    assert ran.stdout.strip() == "False", ran.stderr


def test_an_output_given_to_the_plain_form_names_the_other_one(run_program: RunProgram) -> None:
    """A resource's id is an Output: the mistake that everybody makes first."""
    ran = run_program("bot = chatbotkit.Bot('ada')\nchatbotkit.get_bot(id=bot.id)")

    assert "get_bot: id is not known yet, only its Output is: use get_bot_output" in ran.stderr
