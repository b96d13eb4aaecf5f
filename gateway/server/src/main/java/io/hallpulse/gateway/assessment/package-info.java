/**
 * Assessments (评议): schemes as files, and what is counted by them. The room reads tallies, never presses, and nothing beneath knows of it.
 *
 * <p>{@link Assessments} opens the room and does what the clock says; its {@link Assessments.Room} has a part for each thing that is done here. What a
 * part changes is one transaction of {@link AssessStore} together with its entry in the record; what is decided from values is in {@code domain}. The
 * first word of a name says which part a class belongs to; a {@code Table} is SQL, a {@code Row} what is stored, a {@code Body} what the interface takes in:
 *
 * <ul>
 *   <li>{@code Scheme…}: versions of schemes ({@link Schemes}); their files are read in {@code scheme}, each version once by {@link Grammar};
 *   <li>{@code Round…}: a round from planned to published ({@link Rounds}), what is told of it ({@link RoundReader}) and what it takes from the rest of
 *       the gateway ({@link RoundSources});
 *   <li>{@code Fact…}, {@code Survey…}: what people state and strike ({@link Facts}), and answers by file;
 *   <li>{@code Visit…}: the lot, visits and their photos ({@link Visits}); {@link Supervision} looks at those who make them;
 *   <li>{@code Ballot…}, {@code Paper…}, {@code Vote…}: votes on the web and on paper ({@link Ballots}, {@link Papers}), counted by {@link BallotBox};
 *   <li>{@code Matter…}, {@code Case…}: cases ({@link Matters}), which {@link MatterWork} moves whoever does it; {@link Effects} is what rules do;
 *       {@link WebCases}, {@link Contacts} and {@link PressCases} are cases that come from the public; {@link NamedRating} is what a writer rated,
 *       {@link ExcludedRatings} what an appeal against it takes out of a round;
 *   <li>{@code Publication…}, {@code Sheet…}: what leaves the house ({@link Publications}), and what anybody reads of it ({@link PublishedSheets});
 *   <li>{@code Sign…}: who signs what, for all of them. Keys are in {@code key}.
 * </ul>
 */
@NullMarked
package io.hallpulse.gateway.assessment;

import org.jspecify.annotations.NullMarked;
