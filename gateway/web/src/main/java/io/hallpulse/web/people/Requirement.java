package io.hallpulse.web.people;

import io.hallpulse.web.Words;

/** What a name and a password have to be. */
public final class Requirement {
    private Requirement() {}

    public static String password(Words t) {
        return t.of("密码至少 8 个字符，最多 72 字节。", "A password has at least 8 characters and at most 72 bytes.");
    }

    public static String name(Words t) {
        return t.of("用户名由 1 到 64 个字母、数字或 . _ @ - 组成。", "A name is 1 to 64 letters, digits or . _ @ -");
    }
}
