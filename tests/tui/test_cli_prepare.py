"""The command line prepares a space, too: like last time's, as a template, and the day sheet."""

from pathlib import Path

from models.contribution.contribution import Role
from models.meeting.attendance import set_came
from models.meeting.needs import add_need
from models.meeting.team import Job, add_member
from models.space.prompt import add_wording, prompts_of
from models.space.space import find_space
from models.store.database import open_store
from tests.tui.conftest import Heard


def test_d02_a_space_like_last_times_its_template_and_its_day_sheet(
    heard: Heard, tmp_path: Path
) -> None:
    heard("space", "new", "Getting help", "--prompt", "What helps?", "--date", "1 May 2027")
    open_store(str(heard.data / "heard.db"))
    space = find_space("getting").uid
    add_wording(prompts_of(space)[0].uid, "pl", "Co pomaga?")
    add_need(space, "large print", 2)
    add_member(space, Job.LEADER, "Grace")
    set_came(space, Role.CARER, 6)

    made = heard("space", "new", "Getting about", "--like", "getting h", "--place", "The hall")
    assert (made.code, made.err) == (0, "")
    assert "Prompt 1 has no Polish form." not in made.out
    assert "Prompt 1 has no Easy Read form." in made.out
    shown = heard("space", "show", "getting about").out
    assert "The hall" in shown
    assert "Prompt 1: What helps?" in shown
    for wrong in (["--prompt", "And?"], ["--from", tmp_path / "x.toml"]):
        told = heard("space", "new", "A title", "--like", "getting h", *wrong)
        assert told.code == 1
        assert "Nothing was made." in told.err

    page = tmp_path / "plan.toml"
    assert heard("space", "save", page, "getting h").out == f"{page}  Getting help\n"
    again = heard("space", "save", page, "getting h")
    assert again.code == 1
    assert "left as it is" in again.err
    assert heard("space", "new", "--from", page).code == 0

    sheet = heard("daysheet", "getting about").out
    assert "No needs are written down." in sheet, "needs are asked anew each time"
    paper = tmp_path / "sheet.txt"
    spaces = heard("space", "list").out.splitlines()
    old = next(line.split()[0] for line in reversed(spaces) if "Getting help" in line)
    assert heard("daysheet", old, "--to", paper).out == f"{paper}\n"
    assert "2 large print" in paper.read_text(encoding="utf-8")
    assert "Grace" not in paper.read_text(encoding="utf-8")
    assert heard("daysheet", old, "--to", tmp_path).code != 0
