"""What the database itself keeps for finding and counting submissions: indexes, counts, signs.

Rows come by several roads (acts, imports in bulk), and a count that one road forgot would be wrong
for ever; so triggers keep them, in the same transaction. They are written anew after every
migration, not in one: SQLite forgets a table's triggers when Django rebuilds the table.
"""

from __future__ import annotations

import hashlib

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from dabir.stages.submissions.intake.counting import count_again, wrong_counts
from dabir.stages.submissions.intake.indexing import index_what_lacks

_COUNTED = "call_id, state, sector, road, language, published_at IS NOT NULL"
_CELL = "call_id, state, sector, road, language, published"
_NEW = "NEW.call_id, NEW.state, NEW.sector, NEW.road, NEW.language, NEW.published_at IS NOT NULL"
_OLD = _NEW.replace("NEW.", "OLD.")
_CHANGED = "call_id, state, sector, road, language, published_at"


def _added(cell: str, by: int) -> str:
    """SQLite has one writer at a time, so the one row of a cell can be counted up."""
    return f"""
    INSERT INTO submissions_cell ({_CELL}, count) SELECT {cell}, 0 WHERE NOT EXISTS
      (SELECT 1 FROM submissions_cell WHERE ({_CELL}) = ({cell}));
    UPDATE submissions_cell SET count = count + {by} WHERE ({_CELL}) = ({cell});
    """  # noqa: S608 (all parts stand above)


def _tallied(dimension: str, value: str, when: str = "1", call: str = "NEW.call_id") -> str:
    key = f"{call}, '{dimension}', {value}"
    return f"""
    INSERT INTO submissions_tally (call_id, dimension, value, count) SELECT {key}, 0
      WHERE {when} AND NOT EXISTS
      (SELECT 1 FROM submissions_tally WHERE (call_id, dimension, value) = ({key}));
    UPDATE submissions_tally SET count = count + 1
      WHERE {when} AND (call_id, dimension, value) = ({key});
    """  # noqa: S608 (all parts stand here)


_FACETS = "'=s' || NEW.state || CASE WHEN NEW.published_at IS NULL THEN '' ELSE ' =p' END"
_SQLITE_SLOT = (
    "substr(NEW.received_at, 1, 14)"
    " || substr('00153045', 1 + 2 * (CAST(substr(NEW.received_at, 15, 2) AS INTEGER) / 15), 2)"
)
FEW = 3_000
"""So many published submissions are looked through one by one."""

_CALL_OF_ANSWER = "(SELECT call_id FROM submissions_submission WHERE id = NEW.submission_id)"

SQLITE = {
    "submissions_words": """
    CREATE VIRTUAL TABLE submissions_words USING fts5(
      tokens, facets, content='submissions_searchtext', content_rowid='submission_id',
      detail='none', tokenize="ascii tokenchars '=~'")
    """,
    "submissions_words_in": """
    CREATE TRIGGER submissions_words_in AFTER INSERT ON submissions_searchtext BEGIN
      INSERT INTO submissions_words (rowid, tokens, facets)
        VALUES (NEW.submission_id, NEW.tokens, NEW.facets);
    END
    """,
    "submissions_words_out": """
    CREATE TRIGGER submissions_words_out AFTER DELETE ON submissions_searchtext BEGIN
      INSERT INTO submissions_words (submissions_words, rowid, tokens, facets)
        VALUES ('delete', OLD.submission_id, OLD.tokens, OLD.facets);
    END
    """,
    "submissions_words_anew": """
    CREATE TRIGGER submissions_words_anew AFTER UPDATE ON submissions_searchtext
    WHEN OLD.tokens IS NOT NEW.tokens OR OLD.facets IS NOT NEW.facets BEGIN
      INSERT INTO submissions_words (submissions_words, rowid, tokens, facets)
        VALUES ('delete', OLD.submission_id, OLD.tokens, OLD.facets);
      INSERT INTO submissions_words (rowid, tokens, facets)
        VALUES (NEW.submission_id, NEW.tokens, NEW.facets);
    END
    """,
    "submissions_counted_in": f"""
    CREATE TRIGGER submissions_counted_in AFTER INSERT ON submissions_submission BEGIN
      {_added(_NEW, 1)}
      {_tallied("slot", _SQLITE_SLOT)}
      {_tallied("invitation", "NEW.invitation_id", "NEW.invitation_id IS NOT NULL")}
      {_tallied("province", "NEW.province", "NEW.province <> ''")}
    END
    """,
    "submissions_counted_anew": f"""
    CREATE TRIGGER submissions_counted_anew AFTER UPDATE OF {_CHANGED} ON submissions_submission
    WHEN ({_NEW}) IS NOT ({_OLD}) BEGIN
      {_added(_OLD, -1)}
      {_added(_NEW, 1)}
      UPDATE submissions_searchtext SET facets = {_FACETS} WHERE submission_id = NEW.id;
    END
    """,  # noqa: S608 (all parts stand above)
    "submissions_answers_counted": f"""
    CREATE TRIGGER submissions_answers_counted AFTER INSERT ON submissions_answer
    WHEN NEW.question_id IS NOT NULL OR NEW.exhibit_id IS NOT NULL BEGIN
      {_tallied("question", "NEW.question_id", "NEW.question_id IS NOT NULL", _CALL_OF_ANSWER)}
      {_tallied("exhibit", "NEW.exhibit_id", "NEW.exhibit_id IS NOT NULL", _CALL_OF_ANSWER)}
    END
    """,
}
"""Each by its name; one that reads otherwise than here is written anew."""

POSTGRESQL = (
    """
    DO $$ BEGIN
      IF EXISTS (
        SELECT 1 FROM pg_attrdef AS made JOIN pg_attribute AS named
          ON named.attrelid = made.adrelid AND named.attnum = made.adnum
          WHERE made.adrelid = 'submissions_searchtext'::regclass AND named.attname = 'words'
          AND pg_get_expr(made.adbin, made.adrelid) NOT LIKE '%=x%'
      ) THEN ALTER TABLE submissions_searchtext DROP COLUMN words; END IF;
    END $$
    """,
    """
    ALTER TABLE submissions_searchtext ADD COLUMN IF NOT EXISTS words tsvector
      GENERATED ALWAYS AS (array_to_tsvector(array_remove(string_to_array(
        tokens || ' ' || facets || ' =v' || (submission_id >> 12) || ' =w' || (submission_id >> 15)
          || ' =x' || (submission_id >> 18),
        ' '), ''))) STORED
    """,
    """
    CREATE INDEX IF NOT EXISTS submissions_words ON submissions_searchtext USING gin (words)
    """,
    """
    ALTER TABLE submissions_searchtext ADD COLUMN IF NOT EXISTS day integer
      GENERATED ALWAYS AS (substring(tokens from '=d([0-9]{8})')::integer) STORED
    """,
    """
    CREATE INDEX IF NOT EXISTS submissions_days ON submissions_searchtext (day, submission_id)
    """,
    "DROP FUNCTION IF EXISTS submissions_found(tsquery, bigint, integer, boolean)",
    # In order of the keys, window by window, each of which has its own sign; where two held
    # nothing, a wider one is asked whether it does. So what it costs is bounded, however common the
    # words are and wherever they stand: the planner would guess, and read the whole table. Days say
    # between which keys there is anything. Where `shown` holds for few, these are looked through.
    f"""
    CREATE OR REPLACE FUNCTION submissions_found(
      sought tsquery, shown tsquery, first integer, last integer,
      bound bigint, most integer, upward boolean
    ) RETURNS SETOF bigint LANGUAGE plpgsql STABLE
    SET enable_seqscan = off SET jit = off AS $$
    DECLARE
      lowest bigint := (SELECT min(submission_id) FROM submissions_searchtext);
      highest bigint := (SELECT max(submission_id) FROM submissions_searchtext);
      towards text := CASE WHEN upward THEN 'ASC' ELSE 'DESC' END;
      few bigint[];
      at bigint;
      width integer := CASE WHEN most > 4096 THEN 15 ELSE 12 END;
      number bigint;
      past bigint;
      until bigint;
      held boolean;
      empty integer := 0;
      got integer;
    BEGIN
      IF shown IS NOT NULL THEN
        few := ARRAY(
          SELECT submission_id FROM submissions_searchtext WHERE words @@ shown LIMIT {FEW} + 1);
        IF cardinality(few) <= {FEW} THEN
          RETURN QUERY EXECUTE
            'SELECT submission_id FROM submissions_searchtext'
            ' WHERE submission_id = ANY($1) AND words @@ $2'
            ' AND ($3 IS NULL OR submission_id ' || CASE WHEN upward THEN '>' ELSE '<' END || ' $3)'
            ' AND ($4 IS NULL OR day >= $4) AND ($5 IS NULL OR day <= $5)'
            ' ORDER BY submission_id ' || towards || ' LIMIT $6'
            USING few, sought, bound, first, last, most;
          RETURN;
        END IF;
      END IF;
      IF first IS NOT NULL OR last IS NOT NULL THEN
        first := greatest(first, (SELECT min(day) FROM submissions_searchtext));
        last := least(last, (SELECT max(day) FROM submissions_searchtext));
        SELECT min(low), max(high) INTO lowest, highest FROM generate_series(
          to_date(first::text, 'YYYYMMDD'), to_date(last::text, 'YYYYMMDD'), '1 day') AS one,
          LATERAL (SELECT to_char(one, 'YYYYMMDD')::integer AS day) AS named,
          LATERAL (SELECT submission_id AS low FROM submissions_searchtext AS text
            WHERE text.day = named.day ORDER BY submission_id LIMIT 1) AS earliest,
          LATERAL (SELECT submission_id AS high FROM submissions_searchtext AS text
            WHERE text.day = named.day ORDER BY submission_id DESC LIMIT 1) AS latest;
      END IF;
      IF lowest IS NULL THEN RETURN; END IF;
      IF upward THEN at := greatest(coalesce(bound, 0), lowest - 1);
      ELSE at := least(coalesce(bound, highest + 1), highest + 1); END IF;
      WHILE most > 0 AND CASE WHEN upward THEN at < highest ELSE at > lowest END LOOP
        number := CASE WHEN upward THEN at + 1 ELSE at - 1 END >> width;
        past := CASE WHEN upward THEN ((number + 1) << width) - 1 ELSE number << width END;
        IF width = 18 THEN
          EXECUTE 'SELECT EXISTS (SELECT 1 FROM submissions_searchtext WHERE words @@ $1)'
            INTO held USING sought && format('''=x%s''', number)::tsquery;
          IF held THEN
            width := 15;
            until := past;
          ELSE
            at := past;
          END IF;
          CONTINUE;
        END IF;
        RETURN QUERY EXECUTE
          'SELECT id FROM (SELECT submission_id AS id, day FROM submissions_searchtext'
          ' WHERE words @@ $1 OFFSET 0) AS held WHERE id > $2 AND id < $3'
          ' AND ($5 IS NULL OR day >= $5) AND ($6 IS NULL OR day <= $6)'
          ' ORDER BY id ' || towards || ' LIMIT $4'
          USING
            sought
              && format(CASE width WHEN 12 THEN '''=v%s''' ELSE '''=w%s''' END, number)::tsquery,
            CASE WHEN upward THEN at ELSE (number << width) - 1 END,
            CASE WHEN upward THEN (number + 1) << width ELSE at END,
            most, first, last;
        GET DIAGNOSTICS got = ROW_COUNT;
        most := most - got;
        at := past;
        empty := CASE WHEN got = 0 THEN empty + 1 ELSE 0 END;
        width := 15;
        IF empty > 1 AND (until IS NULL OR CASE WHEN upward THEN at >= until ELSE at <= until END)
        THEN width := 18; END IF;
      END LOOP;
    END $$
    """,  # noqa: S608 (the number stands above)
    f"""
    CREATE OR REPLACE FUNCTION submissions_count() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' THEN
        INSERT INTO submissions_cell ({_CELL}, count)
          SELECT {_CELL}, sum(one) FROM (
            SELECT {_COUNTED} AS published, 1 AS one FROM came
            UNION ALL SELECT {_COUNTED}, -1 FROM went
          ) AS moved GROUP BY {_CELL} HAVING sum(one) <> 0;
        UPDATE submissions_searchtext AS found
          SET facets = '=s' || came.state
            || CASE WHEN came.published_at IS NULL THEN '' ELSE ' =p' END
          FROM came JOIN went USING (id)
          WHERE found.submission_id = came.id AND (came.state, came.published_at IS NULL)
            <> (went.state, went.published_at IS NULL);
        RETURN NULL;
      END IF;
      INSERT INTO submissions_cell ({_CELL}, count)
        SELECT {_COUNTED}, count(*) FROM came GROUP BY {_COUNTED};
      INSERT INTO submissions_tally (call_id, dimension, value, count)
        SELECT call_id, 'slot', slot, count(*) FROM (
          SELECT call_id, to_char(date_bin('15 minutes', received_at AT TIME ZONE 'UTC',
            timestamp '2000-01-01'), 'YYYY-MM-DD HH24:MI') AS slot FROM came
        ) AS timed GROUP BY call_id, slot
        UNION ALL SELECT call_id, 'invitation', invitation_id::text, count(*) FROM came
          WHERE invitation_id IS NOT NULL GROUP BY call_id, invitation_id
        UNION ALL SELECT call_id, 'province', province, count(*) FROM came
          WHERE province <> '' GROUP BY call_id, province;
      RETURN NULL;
    END $$
    """,  # noqa: S608 (all parts stand above)
    """
    CREATE OR REPLACE FUNCTION submissions_count_answers() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      INSERT INTO submissions_tally (call_id, dimension, value, count)
        SELECT sent.call_id, 'question', came.question_id::text, count(*)
          FROM came JOIN submissions_submission AS sent ON sent.id = came.submission_id
          WHERE came.question_id IS NOT NULL GROUP BY sent.call_id, came.question_id
        UNION ALL SELECT sent.call_id, 'exhibit', came.exhibit_id::text, count(*)
          FROM came JOIN submissions_submission AS sent ON sent.id = came.submission_id
          WHERE came.exhibit_id IS NOT NULL GROUP BY sent.call_id, came.exhibit_id;
      RETURN NULL;
    END $$
    """,
    """
    CREATE OR REPLACE TRIGGER submissions_counted_in AFTER INSERT ON submissions_submission
      REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION submissions_count()
    """,
    """
    CREATE OR REPLACE TRIGGER submissions_counted_anew AFTER UPDATE ON submissions_submission
      REFERENCING OLD TABLE AS went NEW TABLE AS came
      FOR EACH STATEMENT EXECUTE FUNCTION submissions_count()
    """,
    """
    CREATE OR REPLACE TRIGGER submissions_answers_counted AFTER INSERT ON submissions_answer
      REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION submissions_count_answers()
    """,
)
"""In the order in which they are written; each may be written again."""


def _write_sqlite(connection: BaseDatabaseWrapper) -> bool:
    written = False
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        known = dict(cursor.fetchall())
        for name, sql in SQLITE.items():
            wanted = sql.strip()
            if known.get(name) == wanted:
                continue
            written = True
            what = "TABLE" if "VIRTUAL TABLE" in wanted else "TRIGGER"
            cursor.execute(f"DROP {what} IF EXISTS {name}")
            cursor.execute(wanted)
            if what == "TABLE":
                cursor.execute(
                    "INSERT INTO submissions_words (submissions_words) VALUES ('rebuild')"
                )
    return written


def _write_postgresql(connection: BaseDatabaseWrapper) -> bool:
    mark = hashlib.sha256("".join(POSTGRESQL).encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_description WHERE description = %s"
            " AND objoid = to_regproc('submissions_found')",
            [mark],
        )
        if cursor.fetchone() == (1,):
            return False
        for sql in POSTGRESQL:
            cursor.execute(sql)
        cursor.execute(f"COMMENT ON FUNCTION submissions_found IS '{mark}'")
    return True


def _is_first_time(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM submissions_submission)"
            " AND NOT EXISTS (SELECT 1 FROM submissions_searchtext)"
        )
        return bool(cursor.fetchone()[0])


def write_objects(using: str = DEFAULT_DB_ALIAS, **_migrated: object) -> None:
    """Write the indexes, functions and triggers that are not there, or read otherwise than here.

    Called after every migration. Does nothing while the tables themselves are not there. What came
    before there was an index is indexed and counted then.
    """
    connection = connections[using]
    if "submissions_tally" not in connection.introspection.table_names():
        return
    write = _write_postgresql if connection.vendor == "postgresql" else _write_sqlite
    if write(connection) and _is_first_time(connection):
        for call in wrong_counts():
            count_again(call)
        index_what_lacks()
