"""Globex's agent: a researcher with a workspace."""

import pulumi_chatbotkit as chatbotkit


def research_agent(account: chatbotkit.PartnerUser | str) -> chatbotkit.Bot:
    """Declare the agent in Globex's account."""
    workspace = chatbotkit.Space("globex.workspace", name="Globex workspace", run_as=account)
    skills = chatbotkit.Skillset("globex.research", name="Globex research tools", run_as=account)
    chatbotkit.SkillsetAbility(
        "globex.shell",
        skillset_id=skills.id,
        linked_space_id=workspace.id,
        name="shell",
        description="Runs commands and edits files in the workspace",
        instruction="template: pack/shell\nparameters: {}",
        run_as=account,
    )
    return chatbotkit.Bot(
        "globex.research",
        name="Globex research",
        model="claude-4.5-opus",
        backstory="You are the research analyst of Globex Inc. Check every claim against a second source.",
        skillset_id=skills.id,
        run_as=account,
    )
