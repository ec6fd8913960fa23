#pragma once
#include <libpq-fe.h>
#include <sys/eventfd.h>

// A descriptor to poll beside libpq's socket. Swift's Glibc module has no eventfd.
static inline int sluice_make_eventfd(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

// The fields of an error are named by character constants, which Swift does not import.
static const int sluice_diag_severity = PG_DIAG_SEVERITY_NONLOCALIZED;
static const int sluice_diag_sqlstate = PG_DIAG_SQLSTATE;
static const int sluice_diag_message = PG_DIAG_MESSAGE_PRIMARY;
static const int sluice_diag_detail = PG_DIAG_MESSAGE_DETAIL;
static const int sluice_diag_hint = PG_DIAG_MESSAGE_HINT;
static const int sluice_diag_context = PG_DIAG_CONTEXT;
static const int sluice_diag_schema = PG_DIAG_SCHEMA_NAME;
static const int sluice_diag_table = PG_DIAG_TABLE_NAME;
static const int sluice_diag_column = PG_DIAG_COLUMN_NAME;
static const int sluice_diag_constraint = PG_DIAG_CONSTRAINT_NAME;
