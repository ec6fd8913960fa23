import Testing

@testable import Warehouse

struct MigrationLocksTests {
    @Test(arguments: [
        ("create index leads_x on leads (x);", "leads", MigrationLocks.Mode.share),
        ("alter table leads add column x text, add column y numeric(10, 2);", "leads", .accessExclusive),
        ("alter table leads alter column x set statistics 500;", "leads", .shareUpdateExclusive),
        ("alter table leads validate constraint x;", "leads", .shareUpdateExclusive),
        ("alter table leads disable trigger x;", "leads", .shareRowExclusive),
        ("alter table if exists only leads drop column x;", "leads", .accessExclusive),
        ("comment on table leads is 'create index on others';", "leads", .shareUpdateExclusive),
        ("comment on column leads.x is 'x';", "leads", .shareUpdateExclusive),
        ("update leads set x = 1;", "leads", .rowExclusive),
        ("drop table if exists leads;", "leads", .accessExclusive),
        ("create trigger x after insert on leads execute function y();", "leads", .shareRowExclusive),
        ("truncate leads;", "leads", .accessExclusive),
        ("create rule x as on insert to leads do nothing;", "leads", .accessExclusive),
        ("create policy x on leads using (true);", "leads", .accessExclusive),
        ("drop policy if exists x on leads;", "leads", .accessExclusive),
        ("drop trigger x on leads;", "leads", .accessExclusive),
        ("create table leads_2024 partition of leads for values in (1);", "leads", .accessExclusive),
        ("create unique index on only \"Leads\" (x);", "Leads", .share),
        ("create table x (a bigint references public.leads (a));", "leads", .shareRowExclusive),
        ("delete from only leads where x = 1;", "leads", .rowExclusive),
        ("lock table leads in share mode;", "leads", .accessExclusive),
    ])
    func `a statement takes the lock that the manual says`(
        sql: String, table: String, mode: MigrationLocks.Mode
    ) throws {
        let locks = try #require(MigrationLocks.of([try Migration(line: "l", file: "0001_make_x.sql", sql: sql)]).first)
        #expect(locks.locks == [.init(table: table, mode: mode)])
        #expect(!locks.hasUnknown)
    }

    @Test func `an index that is made concurrently stops nobody`() throws {
        let sql = """
            -- sluice: no transaction
            drop index concurrently if exists :"schema".leads_x;
            create index concurrently leads_x on :"schema".leads (x);
            """
        let locks = try #require(MigrationLocks.of([try Migration(line: "l", file: "0001_make_x.sql", sql: sql)]).first)
        #expect(locks.locks == [.init(table: "leads", mode: .shareUpdateExclusive)])
    }

    @Test func `a foreign key locks both tables`() throws {
        let sql = "alter table leads add constraint x foreign key (a) references accounts (a);"
        let locks = try #require(MigrationLocks.of([try Migration(line: "l", file: "0001_make_x.sql", sql: sql)]).first)
        #expect(
            Set(locks.locks) == [
                .init(table: "accounts", mode: .shareRowExclusive), .init(table: "leads", mode: .shareRowExclusive),
            ])
    }

    @Test(arguments: [
        (
            "alter table leads add column x bigint references accounts (a);", "accounts",
            MigrationLocks.Mode.shareRowExclusive
        ),
        ("alter table leads add foreign key (x) references accounts (a);", "accounts", .shareRowExclusive),
        ("alter table leads attach partition leads_2024 for values in (1);", "leads_2024", .accessExclusive),
        ("create table if not exists leads (a int); alter table leads add b int;", "leads", .accessExclusive),
    ])
    func `a table that stands further back in a statement is locked too`(
        sql: String, table: String, mode: MigrationLocks.Mode
    ) throws {
        let locks = try #require(MigrationLocks.of([try Migration(line: "l", file: "0001_make_x.sql", sql: sql)]).first)
        #expect(locks.locks.contains(.init(table: table, mode: mode)))
    }

    @Test func `tables that the pending migrations make are nobody's yet`() throws {
        let locks = MigrationLocks.of([
            try Migration(
                line: "l", file: "0001_make_x.sql", sql: "create table leads (a int); create index on leads (a);"),
            try Migration(line: "l", file: "0002_add_y.sql", sql: "alter table leads add column b int;"),
            try Migration(line: "other", file: "0001_add_z.sql", sql: "alter table leads add column b int;"),
        ])
        #expect(locks.map(\.locks) == [[], [], [.init(table: "leads", mode: .accessExclusive)]])
    }

    @Test func `the strongest lock on a table is told once`() throws {
        let sql = "create index on leads (a); alter table leads add column b int; comment on table leads is 'x';"
        let locks = try #require(MigrationLocks.of([try Migration(line: "l", file: "0001_make_x.sql", sql: sql)]).first)
        #expect(locks.locks == [.init(table: "leads", mode: .accessExclusive)])
    }

    @Test func `what nobody waits for locks nothing`() throws {
        let sql =
            "create schema x; create type y as enum ('a'); grant select on leads to z; select 1; alter index i rename to j;"
        let locks = try #require(MigrationLocks.of([try Migration(line: "l", file: "0001_make_x.sql", sql: sql)]).first)
        #expect(locks.locks.isEmpty)
        #expect(!locks.hasUnknown)
    }

    @Test(arguments: [
        "drop schema x cascade;", "drop type x cascade;", "drop materialized view x;", "vacuum leads;",
        "create or replace view x as select 1;", "create statistics x on a, b from leads;",
        "create table x () inherits (leads);",
    ])
    func `what may reach tables that it does not name is said to be unknown`(sql: String) throws {
        let locks = try #require(MigrationLocks.of([try Migration(line: "l", file: "0001_make_x.sql", sql: sql)]).first)
        #expect(locks.hasUnknown)
    }

    @Test func `each mode says who waits, and the stronger is the greater`() {
        #expect(
            MigrationLocks.Mode.share < .accessExclusive && MigrationLocks.Mode.rowExclusive < .shareUpdateExclusive)
        #expect(MigrationLocks.Mode.accessExclusive.consequence == "readers and writers wait")
        #expect(MigrationLocks.Mode.share.consequence == "readers go on, writers wait")
        #expect(MigrationLocks.Mode.shareRowExclusive.name == "SHARE ROW EXCLUSIVE")
    }

    @Test func `what cannot be told is said to be unknown`() throws {
        let sql = "do $$ begin drop table leads; end $$;"
        let locks = try #require(MigrationLocks.of([try Migration(line: "l", file: "0001_make_x.sql", sql: sql)]).first)
        #expect(locks.hasUnknown)
        #expect(locks.locks.isEmpty)
    }
}
