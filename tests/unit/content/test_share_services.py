from asiansite.content.share_services import DEFAULT_SERVICES, SERVICE_NAMES


def test_each_service_has_one_name() -> None:
    assert len(set(SERVICE_NAMES)) == len(SERVICE_NAMES)


def test_the_services_shown_by_default() -> None:
    assert DEFAULT_SERVICES == ("whatsapp", "facebook", "twitter", "pinterest", "reddit", "gmail", "share")
    assert set(DEFAULT_SERVICES) <= set(SERVICE_NAMES)
