package io.hallpulse.domain.assessment.scheme;

/** What a publication shows, and who approves it. */
final class PublicationCheck {
    private static final String PUBLISH = "publish";

    private PublicationCheck() {}

    static void of(Scheme scheme, Publication publication, SchemeFaults faults) {
        boolean isTable = publication.show() == Publication.Show.LIST || publication.show() == Publication.Show.TABLE;
        if (publication.isPublic() && isTable && publication.approve().size() < 2) {
            faults.add(
                    "two roles approve what the public sees; add a second one", PUBLISH, publication.id(), "approve");
        }
        if (scheme.privacy().persons() == Privacy.Persons.NEVER
                && publication.columns().contains(Publication.Column.STAFF)) {
            faults.add(
                    "persons are never published here (privacy.persons); leave out the column staff",
                    PUBLISH,
                    publication.id(),
                    "columns");
        }
        if (publication.rows() instanceof Publication.Rows.OfFlows rows) {
            for (String flow : rows.flows()) {
                if (!scheme.flows().containsKey(flow)) {
                    faults.unknown("flow", flow, scheme.flows().keySet(), PUBLISH, publication.id(), "rows", "flow");
                }
            }
        }
    }
}
