"""The practice room in a real Chromium, by roles and labels only."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def line(page):
    return page.get_by_role("combobox", name=" / ")


def says(page, text):
    line(page).fill(text)
    line(page).press("Escape")
    line(page).press("Enter")


def test_a_request_is_sent_and_approved_live(screen) -> None:
    """Two people, two browsers: Ana asks in one line, Mark's answer stands on her screen without reloading."""
    ana, mark = screen("ana", "play:@ana"), screen("mark", "play:general")
    says(ana, "/timeoff 24 nov - 27 nov")
    ana.get_by_role("button", name="Request").click()
    toast = mark.get_by_text("Ana Bakker vraagt verlof aan")
    expect(toast).to_be_visible()
    mark.get_by_role("button", name=re.compile("Townhall.*1.*nieuw")).first.click()
    mark.get_by_role("button", name="Goedkeuren").click()
    expect(mark.get_by_role("button", name="Goedkeuren")).to_have_count(0)
    expect(ana.get_by_role("log").get_by_text(re.compile("Approved|approved")).first).to_be_visible()
    mark.get_by_role("button", name="Achter de schermen").click()
    expect(mark.get_by_text("timeoff.requested")).to_be_visible()


def test_home_has_its_doors_and_leads_into_the_conversation(screen) -> None:
    page = screen("ana")
    expect(page.get_by_role("heading", name="Good day, Ana")).to_be_visible()
    page.get_by_role("button", name="Time off").click()
    expect(page.get_by_role("heading", name="Townhall")).to_be_visible()
    expect(page.get_by_role("button", name="Ask for time off…")).to_be_visible()


def test_everything_follows_the_language(screen) -> None:
    page = screen("ana")
    page.get_by_label("Language").select_option("nl")
    expect(page.get_by_role("heading", name="Goedendag, Ana")).to_be_visible()
    expect(page.get_by_text("Oefenruimte")).to_be_visible()
    page.get_by_role("button", name="Townhall", exact=True).first.click()
    line(page).fill("/ver")
    expect(page.get_by_role("option", name="/verlof [wanneer]")).to_be_visible()


def test_a_command_is_found_and_filled_in_by_keyboard_alone(screen) -> None:
    page = screen("ana", "play:@ana")
    expect(line(page)).to_be_visible()
    page.keyboard.press("/")
    expect(line(page)).to_be_focused()
    page.keyboard.type("timeo")
    expect(page.get_by_role("option", name="/timeoff [when]")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(line(page)).to_have_value("/timeoff ")
    page.keyboard.type("24 nov")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_have_text(re.compile("^Tue 24 Nov"))
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox").get_by_role("option", selected=True)).to_have_text(re.compile("^Tue 24 Nov"))
    page.keyboard.press("Enter")
    expect(line(page)).to_have_value("/timeoff 2026-11-24")


def test_a_form_shows_its_errors_keeps_its_values_and_gives_the_focus_back(screen) -> None:
    page = screen("ana", "play:@ana")
    says(page, "/everything")
    opener = page.get_by_role("button", name="Fill in…")
    opener.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Pears").check()
    dialog.get_by_role("button", name="Keep").click()
    expect(dialog.get_by_role("alert").filter(has_text="Please fill this in.")).to_be_visible()
    expect(dialog.get_by_label("Words")).to_be_focused()
    expect(dialog.get_by_label("Pears")).to_be_checked()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()
    opener.click()
    page.get_by_role("dialog").get_by_label("Words").fill("<b>hi</b>")
    page.get_by_role("dialog").get_by_role("button", name="Keep").click()
    expect(page.get_by_role("log").get_by_text("<b>hi</b>")).to_be_visible()


def test_like_discord_a_date_is_text_and_errors_come_as_a_note(screen) -> None:
    page = screen("ana", "play:@ana")
    page.get_by_label("Platform").select_option("discord")
    expect(page.get_by_role("button", name="Home", exact=True)).to_have_count(0)
    says(page, "/everything")
    page.get_by_role("button", name="1 · Look").click()
    expect(page.get_by_text("You chose 1")).to_be_visible()
    page.get_by_role("button", name="More…").click()
    expect(page.get_by_role("dialog").get_by_role("textbox", name=re.compile("Days"))).to_have_value("24 nov - 27 nov")
    page.get_by_role("dialog").get_by_role("button", name="Keep").click()
    expect(page.get_by_role("log").get_by_text("Not sent yet")).to_be_visible()
    page.get_by_role("button", name="Change…").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_the_numbers_of_a_chart_stand_beside_its_picture(screen) -> None:
    page = screen("ana", "play:@ana")
    says(page, "/everything")
    expect(page.get_by_role("img", name="Support is lowest, at 3.1 of 5")).to_be_visible()
    page.get_by_text("The numbers").click()
    expect(page.get_by_role("row", name="Sales 4.2")).to_be_visible()


def test_a_phone_has_one_column_and_reaches_everything(screen) -> None:
    page = screen("ana", width=390)
    foot = page.get_by_role("navigation").last
    foot.get_by_role("button", name="Chats").click()
    page.get_by_role("button", name="general").click()
    expect(page.get_by_role("heading", name="# general")).to_be_visible()
    foot.get_by_role("button", name="Behind").click()
    expect(page.get_by_role("heading", name="Behind the scenes")).to_be_visible()
    foot.get_by_role("button", name="Townhall").click()
    says(page, "/timeoff 24 nov")
    expect(page.get_by_role("button", name="Request")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    says(page, "/timeoff")
    form = page.get_by_role("dialog")
    expect(form.get_by_label("Last day", exact=True)).to_be_in_viewport(ratio=1)
    assert form.evaluate("form => form.scrollWidth <= form.clientWidth")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_message_has_a_menu_that_the_keyboard_reaches(screen, width) -> None:
    page = screen("ana", "play:general", width)
    menu = page.get_by_role("article", name="Joris").get_by_role("button", name="Actions on this message")
    action = page.get_by_role("button", name="Say who wrote it")
    menu.focus()
    page.keyboard.press("Enter")
    expect(action).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(action).to_have_count(0)
    expect(menu).to_be_focused()
    page.keyboard.press("Enter")
    reached = page.get_by_role("group", name="Actions on this message").get_by_role("button").all_inner_texts()
    for _action in range(reached.index("Say who wrote it") + 1):
        page.keyboard.press("Tab")
    expect(action).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Written by 3")).to_be_visible()
    expect(menu).to_be_focused()
    page.get_by_label("Language").select_option("nl")
    page.get_by_role("article", name="Joris").get_by_role("button", name="Acties op dit bericht").click()
    expect(page.get_by_role("button", name="Zeg wie het schreef")).to_be_in_viewport(ratio=1)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("served", ["the sample company"], indirect=True)
def test_the_tour_leads_through_the_four_jobs(screen) -> None:
    """With the sample company as it is shown to newcomers; every step is known as done by what stands in the chat."""
    page = screen("ana")
    tour = page.get_by_role("region", name="Tour")
    page.get_by_role("button", name="Tour").click()
    tour.get_by_role("button", name="Put it in the line").click()
    line(page).press("Escape")
    line(page).press("Enter")
    page.get_by_role("button", name="Request").last.click()
    tour.get_by_role("button", name="Be Mark").click()
    page.get_by_role("button", name="Approve").last.click()
    tour.get_by_role("button", name="Be Ana").click()
    tour.get_by_role("button", name="Put it in the line").click()
    line(page).press("Escape")
    line(page).press("Enter")
    form = page.get_by_role("dialog")
    form.get_by_label("Finance").first.check()
    form.get_by_label("What does the customer want to know?").fill("Can we pay in two parts?")
    form.get_by_role("button", name="Ask").click()
    tour.get_by_role("button", name="Be ").click()
    page.get_by_role("button", name="I'll take this").last.click()
    tour.get_by_role("button", name="Be Ana").click()
    tour.get_by_role("button", name="Monday, 09:00").click()
    page.get_by_role("button", name=re.compile("^4")).last.click()
    expect(tour.get_by_text("Step 8 of 9")).to_be_visible()
    tour.get_by_role("button", name="Put it in the line").click()
    line(page).press("Escape")
    line(page).press("Enter")
    expect(tour.get_by_text("That was the tour.")).to_be_visible()
    tour.get_by_role("button", name="Put the tour away").click()
    expect(tour).to_have_count(0)


def test_two_people_beside_each_other(screen) -> None:
    page = screen("ana")
    page.get_by_role("button", name="Side by side").click()
    left, right = page.frame_locator("[title=ana]"), page.frame_locator("[title=mark]")
    expect(left.get_by_role("heading", name="Good day, Ana")).to_be_visible()
    expect(right.get_by_role("heading", name="Goedendag, Mark")).to_be_visible()
    left.get_by_role("button", name="One screen").click()
    expect(page.get_by_role("heading", name="Good day, Ana")).to_be_visible()
