package io.hallpulse.gateway.api;

import io.hallpulse.domain.directory.DirectoryTable;
import io.hallpulse.domain.people.Access;
import io.hallpulse.gateway.directory.Directory;
import io.hallpulse.gateway.http.KnownHalls;
import io.hallpulse.gateway.http.RouteTable;
import io.hallpulse.gateway.http.Routes;
import io.javalin.http.Context;

/** The directory's tables, to read and to change, and the notices of each hall. What is left out stays known, and so does what was pressed there. */
public final class DirectoryRoutes implements Routes {
    private static final int MOST_BYTES = 512 * 1024;
    private static final String NOTICES = "/api/v1/halls/{hall}/notices";

    private final Directory directory;
    private final KnownHalls halls;

    public DirectoryRoutes(Directory directory, KnownHalls halls) {
        this.directory = directory;
        this.halls = halls;
    }

    @Override
    public void addTo(RouteTable routes) {
        add(routes, DirectoryTable.HALLS, new HallsDocument());
        add(routes, DirectoryTable.WINDOWS, new WindowsDocument());
        add(routes, DirectoryTable.DEPARTMENTS, new EntriesDocument(DirectoryTable.DEPARTMENTS, ""));
        add(routes, DirectoryTable.CATEGORIES, new EntriesDocument(DirectoryTable.CATEGORIES, ""));
        add(routes, DirectoryTable.STAFF, new EntriesDocument(DirectoryTable.STAFF, ""));
        add(routes, DirectoryTable.CALENDAR, new EntriesDocument(DirectoryTable.CALENDAR, ""));
        add(routes, DirectoryTable.UNITS, new EntriesDocument(DirectoryTable.UNITS, ""));
        add(routes, DirectoryTable.POSTS, new EntriesDocument(DirectoryTable.POSTS, ""));
        add(routes, DirectoryTable.LEAGUES, new EntriesDocument(DirectoryTable.LEAGUES, ""));
        routes.get(NOTICES, Access.ANYONE, context -> notices(context).get(context));
        routes.put(
                NOTICES,
                Access.OPERATOR,
                MOST_BYTES,
                (context, body) -> notices(context).put(context, body));
    }

    private void add(RouteTable routes, DirectoryTable table, TableDocument json) {
        TableRoutes both = new TableRoutes(directory, table, json);
        String path = "/api/v1/directory/" + table.word();
        routes.get(path, Access.VIEWER, both::get);
        Access least = table.isOfSubjects() ? Access.ORGANISER : Access.OPERATOR;
        routes.put(path, least, MOST_BYTES, both::put);
    }

    private TableRoutes notices(Context context) {
        String hall = halls.require(context.pathParam("hall")).id();
        return new TableRoutes(directory, DirectoryTable.NOTICES, new EntriesDocument(DirectoryTable.NOTICES, hall));
    }
}
