import Testing

struct DashboardServerTests {}
