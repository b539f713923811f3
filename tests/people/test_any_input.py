"""Whatever somebody uploads, they get rows, reasons or one clear refusal, and never a fault."""

from hypothesis import example, given
from hypothesis import strategies as st

from mentormatch.people.errors import UnreadableFile
from mentormatch.people.files import Table, read_table, write_table, write_workbook
from mentormatch.people.record import COLUMNS
from mentormatch.people.rows import read_entries
from tests.people.example import MENTOR, STUDENT, xlsx_of

cells = st.text(max_size=30) | st.text(alphabet="0123456789-:;,. MonTue=+'\"@\n", max_size=30)
tables = st.builds(
    Table,
    st.just(COLUMNS),
    st.lists(st.tuples(st.integers(2, 999), st.lists(cells, min_size=20, max_size=23).map(tuple)), max_size=5).map(
        tuple
    ),
)


@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda tail: b"email,name,skills\n" + tail))
@example(b"email\n\r\x0b\x0c\n")
@example("email,name\nA@ß.example,\u2028".encode())
def test_any_bytes_are_a_table_or_refused(content: bytes) -> None:
    try:
        table = read_table(content)
    except UnreadableFile as refusal:
        assert str(refusal)
        return
    for entry in read_entries(table):
        assert (entry.row is None) == bool(entry.faults)


@given(st.binary(max_size=300), st.integers(0, 10_000))
def test_any_damage_to_a_workbook_leaves_a_table_or_is_refused(damage: bytes, at: int) -> None:
    content = xlsx_of(MENTOR, STUDENT)
    at %= len(content)
    try:
        assert read_table(content[:at] + damage + content[at + len(damage) :]).lines
    except UnreadableFile as refusal:
        assert str(refusal)


@given(tables)
def test_any_cells_are_a_person_or_faults_and_a_person_survives_the_way_out_and_in(table: Table) -> None:
    people = [entry.row for entry in read_entries(table) if entry.row]
    again = [entry.row for entry in read_entries(read_table(write_table(people)))]
    assert again == people
    if people:
        assert [entry.row for entry in read_entries(read_table(write_workbook(people)))] == people


@given(name=cells, bio=cells, skills=st.lists(cells, max_size=4))
def test_any_words_of_a_person_survive_the_way_out_and_in(name: str, bio: str, skills: list[str]) -> None:
    header = ("email", "name", "bio", "skills")
    table = Table(header, ((2, ("a@example.org", name, bio, ";".join(skills))),))
    people = [entry.row for entry in read_entries(table) if entry.row]
    assert [entry.row for entry in read_entries(read_table(write_table(people)))] == people
