"""The first lines of a tenants file that a command writes: which commands read it."""

from typing import Final

TENANTS_FILE_HEAD: Final = """\
# The customers. Each becomes a partner user of ChatBotKit with everything in its account.
#   pulumi-chatbotkit tenants check         checks this file
#   pulumi-chatbotkit tenants explain KEY   prints a customer as it will be declared, and where each value comes from
"""
