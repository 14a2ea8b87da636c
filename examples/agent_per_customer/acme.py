"""Acme's agent: a support bot that can search the web."""

import pulumi_chatbotkit as chatbotkit


def support_agent(account: chatbotkit.PartnerUser | str) -> chatbotkit.Bot:
    """Declare the agent in Acme's account."""
    skills = chatbotkit.Skillset("acme.support", name="Acme support tools", run_as=account)
    chatbotkit.SkillsetAbility(
        "acme.search",
        skillset_id=skills.id,
        name="search_web",
        description="Looks things up on the web",
        instruction="```search\nquery: $[query! ys|what to look for]\n```",
        run_as=account,
    )
    return chatbotkit.Bot(
        "acme.support",
        name="Acme support",
        model="claude-4.5-sonnet",
        backstory="You help customers of Acme Corporation. Be warm and patient.",
        skillset_id=skills.id,
        run_as=account,
    )
