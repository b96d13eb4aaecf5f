-- The halls that are in the directory, each as gateway.yaml had it when it was last imported; hall_version has what is in force.
create table directory_import (
    hall text primary key,
    -- where it stands among the halls
    place int not null,
    document text not null
);
