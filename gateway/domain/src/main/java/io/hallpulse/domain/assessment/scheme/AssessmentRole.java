package io.hallpulse.domain.assessment.scheme;

/** A role of people in an assessment. */
public enum AssessmentRole implements Word {
    /** 评议办: schemes, rounds, drafts. */
    ORGANISER("评议办"),
    /** 录入员: states facts of a source. */
    RECORDER("录入员"),
    /** 暗访督查员、义务监督员: visits. */
    INSPECTOR("暗访督查员"),
    /** 第三方: surveys and visits by another house. */
    THIRD_PARTY("第三方"),
    /** 复核员: decides appeals of other units. */
    REVIEWER("复核员"),
    /** 回访员: calls back. */
    CALLER("回访员"),
    /** 联络员 of a subject: answers cases. */
    CONTACT("联络员"),
    /** 单位党组: the unit over a subject. */
    UNIT("单位党组"),
    /** A member of staff. */
    STAFF("窗口人员"),
    /** 纪检监察: verifies breaches, second decisions. */
    DISCIPLINE("纪检监察"),
    /** 领导小组: approves schemes, rounds and publications. */
    APPROVER("领导小组"),
    /** 审计: reads, strikes with a reason. */
    AUDITOR("审计员"),
    /** 监票人: opens the box, two together. */
    KEYHOLDER("监票人");

    private final String zh;

    AssessmentRole(String zh) {
        this.zh = zh;
    }

    /** What it is called in Chinese. */
    public String zh() {
        return zh;
    }
}
