"""The agent that every customer gets: what is changed here, the next run changes in all accounts."""

import pulumi

import pulumi_chatbotkit as chatbotkit


class Agent(pulumi.ComponentResource):
    """A bot with a workspace and two abilities, in one account."""

    bot_id: pulumi.Output[str]
    workspace_id: pulumi.Output[str]

    def __init__(
        self,
        key: str,
        *,
        customer: str,
        account: chatbotkit.PartnerUser | str,
        model: str = "claude-4.5-sonnet",
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Declare the agent of ``customer`` in ``account``: a partner user of this program, or the id of one."""
        super().__init__("examples:index:Agent", key, None, opts)
        below = pulumi.ResourceOptions(parent=self)
        workspace = chatbotkit.Space(f"{key}.workspace", below, name=f"{customer} workspace", run_as=account)
        skills = chatbotkit.Skillset(f"{key}.skills", below, name=f"{customer} skills", run_as=account)
        chatbotkit.SkillsetAbility(
            f"{key}.shell",
            below,
            skillset_id=skills.id,
            linked_space_id=workspace.id,
            name="shell",
            description="Runs commands and edits files in the workspace",
            instruction="template: pack/shell\nparameters: {}",
            run_as=account,
        )
        chatbotkit.SkillsetAbility(
            f"{key}.search",
            below,
            skillset_id=skills.id,
            name="search_web",
            description="Looks things up on the web",
            instruction="```search\nquery: $[query! ys|what to look for]\n```",
            run_as=account,
        )
        bot = chatbotkit.Bot(
            f"{key}.agent",
            below,
            name=f"{customer} assistant",
            model=model,
            backstory=f"You are the assistant of {customer}. Be brief and friendly.",
            skillset_id=skills.id,
            run_as=account,
        )
        self.bot_id, self.workspace_id = bot.id, workspace.id
        self.register_outputs({"botId": self.bot_id, "workspaceId": self.workspace_id})
