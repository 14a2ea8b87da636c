"""What a tenant's part says itself wins over what it would have from the tenant."""

from support.mocked_program import declared_by

PROGRAM = "import pulumi_chatbotkit as chatbotkit\n"


def test_the_name_of_a_token_wins_over_that_of_its_tenant() -> None:
    """People tell keys apart by it, in the console and when one has to be withdrawn."""
    arguments = "name='Acme', bots={'a': {}}, token={'name': 'Acme, web shop'}"

    declared = declared_by(f"{PROGRAM}chatbotkit.Tenant('acme', {arguments})")

    assert declared["PartnerUserToken acme.token"] == {"name": "Acme, web shop", "userId": "acme-id"}


def test_links_of_a_part_win_over_those_of_its_tenant() -> None:
    """Of bots, datasets, skillsets and the context, one by one."""
    parts = "dataset={'blueprint_id': 'b2'}, skillset={'blueprint_id': 'b2'}, blueprint={}"
    links = "{'dataset_id': 'd2', 'skillset_id': 's2', 'blueprint_id': 'b2'}"
    context = "{'dataset_id': 'd3', 'skillset_id': 's3', 'blueprint_id': 'b3', 'bot_id': 'a3'}"

    declared = declared_by(
        f"{PROGRAM}chatbotkit.Tenant('acme', bots={{'a': {links}}}, context={context}, token=False, {parts})"
    )

    assert declared["Dataset acme.dataset"]["blueprintId"] == "b2"
    assert declared["Skillset acme.skillset"]["blueprintId"] == "b2"
    own = {"datasetId": "d2", "skillsetId": "s2", "blueprintId": "b2"}
    assert declared["Bot acme.a"] == {"runAs": "acme-id", **own}
    theirs = {"datasetId": "d3", "skillsetId": "s3", "blueprintId": "b3", "botId": "a3"}
    assert declared["PartnerUserContext acme.context"] == {"userId": "acme-id", **theirs}
