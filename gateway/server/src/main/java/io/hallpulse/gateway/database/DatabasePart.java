package io.hallpulse.gateway.database;

/** The databases of a gateway, each with tables, a writer and a writer's thread of its own: none waits for another. */
public enum DatabasePart {
    /** Presses, and all that the halls run on. */
    HALLS("gateway", "", "writer", 0),
    /** Assessments: a file beside the other one, or a schema of its own in the same database of PostgreSQL. */
    ASSESSMENTS("assess", "assess", "assess-writer", 1);

    private final String word;
    private final String schema;
    private final String thread;
    private final int lock;

    DatabasePart(String word, String schema, String thread, int lock) {
        this.word = word;
        this.schema = schema;
        this.thread = thread;
        this.lock = lock;
    }

    /** The embedded file's name. */
    public String file() {
        return word + ".db";
    }

    /** The name of the file whose lock tells who writes to the embedded one. */
    String lockFile() {
        return word + ".lock";
    }

    /** Where its migrations are. */
    String migrations() {
        return "classpath:db/" + word;
    }

    /** Its schema on a server; empty for that of the user. */
    public String schema() {
        return schema;
    }

    /** What its pools are called in logs. */
    String pool(String use) {
        return word + "-" + use;
    }

    String thread() {
        return thread;
    }

    /** What is added to the number of the lock on a server. */
    int lock() {
        return lock;
    }
}
