import Postgres
import Testing

@testable import Warehouse

struct SQLScriptTests {
    static let scripts: [(String, [String])] = [
        ("", []),
        ("-- nothing\n;;  ;", []),
        ("select 1", ["select 1"]),
        ("select 1; -- one\nselect /* two; */ 2;\n", ["select 1", "select /* two; */ 2"]),
        ("select ';'; select $$;$$; select \";\"", ["select ';'", "select $$;$$", "select \";\""]),
        ("do $$ begin null; end $$; select 1", ["do $$ begin null; end $$", "select 1"]),
        (
            "create rule r as on insert to a do (select 1; select 2); select 3",
            ["create rule r as on insert to a do (select 1; select 2)", "select 3"]
        ),
        (
            "create function f() returns int begin atomic select 1; select case when true then 2 end; end; select 3",
            [
                "create function f() returns int begin atomic select 1; select case when true then 2 end; end",
                "select 3",
            ]
        ),
        ("begin; select 1; end", ["begin", "select 1", "end"]),
    ]

    @Test(arguments: scripts)
    func `a script is cut into its statements`(sql: String, statements: [String]) {
        #expect(SQLScript(sql).parts.map(\.sql) == statements)
    }

    static let same: [(String, String)] = [
        ("select 1;", "select 1"),
        ("select 1;", "-- one\nselect\n\t1 ;\n"),
        ("select 1", "select /* /* one */ */ 1"),
        ("select 'a'\n  'b'", "select 'a' -- and\n\n'b'"),
        ("select a=-1", "select a = -1"),
        ("select 1;\nselect 2;\n", "select 1;\r\nselect 2;\r\n"),
    ]

    @Test(arguments: same)
    func `comments and white space make no difference`(one: String, other: String) {
        #expect(SQLScript(one).saysTheSame(as: SQLScript(other)))
    }

    static let different: [(String, String)] = [
        ("select 1", "select 2"),
        ("select 1", "select 1; select 1"),
        ("select 'a b'", "select 'a  b'"),
        ("select 'a'", "select 'a -- b'"),
        ("select 'a'\n'b'", "select 'a' 'b'"),
        ("select \"a\"", "select a"),
        ("select $$ a $$", "select $$ a -- b\n $$"),
        ("select a b", "select ab"),
        ("select a - -b", "select a --b"),
        ("comment on table a is 'b'", ""),
        ("comment on column a.b is 'c'", "-- comment on column a.b is 'c'"),
        ("select 'e\u{301}'", "select '\u{E9}'"),
        ("select E'a\\'--b'", "select E'a\\'--c'"),
    ]

    @Test(arguments: different)
    func `what is more than that is told`(one: String, other: String) {
        #expect(!SQLScript(one).saysTheSame(as: SQLScript(other)))
    }

    @Test func `the schema is put in where psql would put it, and nowhere else`() throws {
        let sql = "select ':\"schema\"', $$:\"schema\"$$ /* :\"schema\" */ from :\"schema\".a, :\"other\".b"
        let part = try #require(SQLScript("select 1; " + sql).parts.last)
        #expect(
            part.sql(in: "My \"1\"")
                == "select ':\"schema\"', $$:\"schema\"$$ /* :\"schema\" */ from \"My \"\"1\"\"\".a, :\"other\".b")
    }

    static let tables: [(String, [String])] = [
        ("create table a (id int); create table if not exists \"B c\" (id int)", ["a", "B c"]),
        ("create unlogged table x.a (id int); create table :\"schema\".b ()", ["a", "b"]),
        ("-- create table a ()\nselect 'create table b ()'; /* create table c () */ create index d on e (f)", []),
        ("create table a (); create table b (); drop table if exists a, x", ["b"]),
        ("create table a (); alter table a rename to b", ["b"]),
        ("create table a (); alter table a rename column b to c", ["a"]),
        ("create temporary table a ()", []),
    ]

    @Test(arguments: tables)
    func `the tables that a script makes are known without running it`(sql: String, tables: [String]) {
        #expect(SQLScript(sql).tables(after: []) == tables)
    }

    static let indexes: [(String, String?)] = [
        ("create index a on b (c)", nil),
        ("drop index concurrently if exists a; create index concurrently a on b (c)", nil),
        ("drop index concurrently if exists x.a, x.\"B\"; create unique index concurrently \"B\" on b (c)", nil),
        ("create index concurrently a on b (c)", "a"),
        ("create index concurrently if not exists a on b (c)", "a"),
        ("create index concurrently a on b (c); drop index concurrently if exists a", "a"),
        ("drop index concurrently a; create index concurrently a on b (c)", "a"),
        ("drop index concurrently if exists d; create unique index concurrently \"A\" on b (c)", "A"),
        ("create index concurrently on b (c)", "create index concurrently on b (c)"),
    ]

    @Test(arguments: indexes)
    func `an index that an interrupted run would leave in the way is found`(sql: String, index: String?) {
        #expect(SQLScript(sql).indexThatCannotBeRetried == index)
    }
}

struct LineDiffTests {
    static let diffs: [(String, String, String)] = [
        ("a\nb\n", "a\nb\n", ""),
        ("a\nb\nc\n", "a\nB\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+B\n c"),
        ("", "a\n", "@@ -1,0 +1,1 @@\n+a"),
        ("a\n", "", "@@ -1,1 +1,0 @@\n-a"),
        ("1\n2\n3\n4\n5\n6\n7\n8\n", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "@@ -7,2 +7,3 @@\n 7\n 8\n+9"),
        (
            "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "0\n1\n2\n3\n4\n5\n6\n7\n9\n",
            "@@ -1,2 +1,3 @@\n+0\n 1\n 2\n@@ -6,4 +7,3 @@\n 6\n 7\n-8\n 9"
        ),
        ("e\u{301}\n", "\u{E9}\n", "@@ -1,1 +1,1 @@\n-e\u{301}\n+\u{E9}"),
    ]

    @Test(arguments: diffs)
    func `lines that changed are shown with those around them`(old: String, new: String, text: String) {
        #expect(LineDiff(from: old, to: new).text.utf8.elementsEqual(text.utf8))
    }
}
