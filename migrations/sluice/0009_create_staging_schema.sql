-- Who may not create schemas can have this one made beforehand. `create schema if not exists` would still ask for the
-- right to create one.
do $$
begin
    if to_regnamespace('sluice_staging') is null then
        create schema sluice_staging;
        comment on schema sluice_staging is
            'where pages land before they are merged: unlogged tables per dataset and slot, made when they are needed';
    end if;
end
$$;
