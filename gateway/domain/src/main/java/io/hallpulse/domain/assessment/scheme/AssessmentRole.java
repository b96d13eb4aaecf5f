package io.hallpulse.domain.assessment.scheme;

/** A role of people in an assessment. */
public enum AssessmentRole implements Word {
    /** 评议办: schemes, rounds, drafts. */
    ORGANISER,
    /** 录入员: states facts of a source. */
    RECORDER,
    /** 暗访督查员、义务监督员: visits. */
    INSPECTOR,
    /** 第三方: surveys and visits by another house. */
    THIRD_PARTY,
    /** 复核员: decides appeals of other units. */
    REVIEWER,
    /** 回访员: calls back. */
    CALLER,
    /** 联络员 of a subject: answers cases. */
    CONTACT,
    /** 单位党组: the unit over a subject. */
    UNIT,
    /** A member of staff. */
    STAFF,
    /** 纪检监察: verifies breaches, second decisions. */
    DISCIPLINE,
    /** 领导小组: approves schemes, rounds and publications. */
    APPROVER,
    /** 审计: reads, strikes with a reason. */
    AUDITOR,
    /** 监票人: opens the box, two together. */
    KEYHOLDER
}
