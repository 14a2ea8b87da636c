"""Policies for stacks of this package: rules that Pulumi applies to a preview, to an update, or to a state.

Only ``pack`` needs pulumi-policy, which is optional; the rules themselves know nothing of Pulumi.
"""
