package io.hallpulse.domain.assessment.scheme;

/** Whom a case of a rule is addressed to: the holder of a post on the last day of the period, the unit, or the organiser. */
public enum Post implements Word {
    /** 负责人. */
    HEAD,
    /** 分管领导. */
    DEPUTY,
    /** 主要领导. */
    PRINCIPAL,
    /** 上级主管. */
    SUPERIOR,
    /** 工作人员. */
    STAFF,
    /** The unit itself; no post that somebody holds. */
    UNIT,
    /** Who runs the assessment; no post of a subject. */
    ORGANISER;

    /** Whether a person at a subject holds it, so that {@code subjects.posts} may name it. */
    public boolean isHeld() {
        return this != UNIT && this != ORGANISER;
    }
}
