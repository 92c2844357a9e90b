import type { PlannedCase, Place } from './plan.ts'
import { generated, reference } from './plan.ts'
import { aneurysmImages } from '../images/wanted.ts'

const { BEFORE, AFTER, filled, venous, longAxis, mask, middle, neckLine, arrow, window } = aneurysmImages
const close = { zoom: 1.6, center: middle, window }
const before = (shapes: Place['shapes'] = []): Place => ({
  ...close,
  series: BEFORE,
  instance: 1,
  frame: filled,
  mask: mask(filled),
  shapes,
})
const after = (shapes: Place['shapes']): Place => ({
  ...close,
  series: AFTER,
  instance: 1,
  frame: venous,
  mask: mask(venous, true),
  shapes,
})
const dome = { kind: 'length' as const, points: longAxis, text: '9.8 mm' }
const neck = { kind: 'length' as const, points: neckLine, text: '5.2 mm' }

/** DSA: a wide-necked aneurysm before and just after a flow diverter. */
export const aneurysmCase: PlannedCase = {
  key: 'aneurysm',
  begun: Date.UTC(2025, 10, 12, 1, 30),
  shared: true,
  note: {
    vi: 'Bật xóa nền, so sánh trước và sau đặt stent; chấm độ ứ đọng theo O’Kelly–Marotta.',
    en: 'Turn subtraction on, compare before and after the stent; grade the stasis by O’Kelly–Marotta.',
    ko: '감산을 켜고 스텐트 전후를 비교하여 O’Kelly–Marotta 등급을 매겨 보세요.',
  },
  talk: { event: 'tuyen-quang-2025', title: 'Kinh nghiệm thực tế' },
  title: {
    vi: 'Phình cổ rộng động mạch cảnh trong trái đoạn thông sau: đặt stent chuyển dòng (ảnh mô phỏng)',
    en: 'Wide-necked aneurysm of the left communicating ICA segment: flow diversion (generated images)',
    ko: '좌측 내경동맥 교통분절의 넓은 경부 동맥류: 혈류전환 스텐트 (생성 영상)',
  },
  content: {
    modalities: ['XA'],
    techniques: ['dsa-cerebral', 'flow-diverter'],
    organs: ['brain-vessels'],
    region: {
      vi: 'Động mạch cảnh trong trái, đoạn thông sau (C7)',
      en: 'Left ICA, communicating segment (C7)',
      ko: '좌측 내경동맥 교통분절(C7)',
    },
    age: '50',
    sex: 'female',
    presentation: generated({
      vi: 'Nữ, ngoài 50 tuổi, đau đầu mạn tính. MRI phát hiện tình cờ túi phình động mạch cảnh trong trái. Không liệt dây III, khám thần kinh bình thường, mRS 0.',
      en: 'A woman in her fifties with chronic headache. MRI found an aneurysm of the left internal carotid artery by chance. No third nerve palsy, normal neurological examination, mRS 0.',
      ko: '50대 여성, 만성 두통. MRI에서 좌측 내경동맥 동맥류 우연히 발견. 동안신경마비 없음, 신경학적 검사 정상, mRS 0.',
    }),
    history: {
      vi: 'Không tăng huyết áp, không hút thuốc, chưa từng xuất huyết dưới nhện. PHASES 7 điểm (kích thước 7–9,9 mm: 3; vị trí thông sau: 4), nguy cơ vỡ 5 năm khoảng 2,4 %.',
      en: 'No hypertension, non-smoker, no earlier subarachnoid haemorrhage. PHASES 7 points (size 7–9.9 mm: 3; posterior communicating: 4), five-year risk of rupture about 2.4 %.',
      ko: '고혈압·흡연·지주막하출혈 병력 없음. PHASES 7점(크기 7–9.9 mm 3점, 후교통동맥 4점), 5년 파열 위험 약 2.4 %.',
    },
    findings: {
      vi: `- Chụp động mạch cảnh trong trái, tư thế nghiêng: túi phình hướng sau dưới ở đoạn thông sau, **vòm 9,8 × 8,8 mm, cổ 5,2 mm** (tỷ lệ vòm/cổ 1,7; cổ trên 4 mm: cổ rộng), có **thùy phụ** ở vòm.
- Dòng xoáy trong túi: thuốc vào theo mép xa của cổ, chạy dọc thành; thoát hết trước thì tĩnh mạch.
- Động mạch thông sau và động mạch mạch mạc trước tách sát cổ, không từ túi phình. Động mạch mang 3,7 mm.
- Thì mao mạch và tĩnh mạch bình thường.`,
      en: `- Left internal carotid injection, lateral: aneurysm of the communicating segment pointing backwards and down, **dome 9.8 × 8.8 mm, neck 5.2 mm** (dome-to-neck ratio 1.7; neck above 4 mm: wide), with a **daughter sac**.
- Vortex in the sac: contrast enters at the distal lip of the neck and runs along the wall; gone before the venous phase.
- Posterior communicating and anterior choroidal arteries arise beside the neck, not from the sac. Parent artery 3.7 mm.
- Normal capillary and venous phases.`,
      ko: `- 좌측 내경동맥 측면 조영: 교통분절에서 후하방을 향한 동맥류, **돔 9.8 × 8.8 mm, 경부 5.2 mm**(돔/경부 비 1.7, 경부 4 mm 초과로 넓은 경부), **딸주머니** 동반.
- 동맥류 내 와류: 조영제가 경부 원위연으로 유입되어 벽을 따라 흐르고 정맥기 전에 배출됨.
- 후교통동맥과 전맥락총동맥은 낭이 아니라 경부 인접부에서 기시. 모동맥 직경 3.7 mm.
- 모세혈관기와 정맥기 정상.`,
    },
    differential: {
      vi: 'Phễu động mạch thông sau (dưới 3 mm, hình nón): không phù hợp. Nút coil có stent hỗ trợ là lựa chọn thay thế.',
      en: 'Infundibulum of the posterior communicating artery (below 3 mm, conical): does not fit. Stent-assisted coiling is the alternative.',
      ko: '후교통동맥 깔때기 모양 확장(3 mm 미만, 원뿔형)은 부합하지 않음. 대안은 스텐트 보조 코일 색전술.',
    },
    diagnosis: {
      vi: 'Phình dạng túi cổ rộng, chưa vỡ, động mạch cảnh trong trái đoạn thông sau.',
      en: 'Unruptured wide-necked saccular aneurysm of the left ICA, communicating segment.',
      ko: '좌측 내경동맥 교통분절의 비파열 넓은 경부 낭상 동맥류.',
    },
    certainty: 'certain',
    basis: ['imaging'],
    steps: [
      {
        vi: 'Aspirin 100 mg và clopidogrel 75 mg mỗi ngày, bảy ngày trước can thiệp; kiểm tra đáp ứng tiểu cầu.',
        en: 'Aspirin 100 mg and clopidogrel 75 mg daily for seven days before; platelet response tested.',
        ko: '시술 7일 전부터 아스피린 100 mg과 클로피도그렐 75 mg 복용, 혈소판 반응 검사.',
      },
      {
        vi: 'Gây mê; chọc động mạch đùi phải, sheath dài 6F vào động mạch cảnh trong trái; heparin, ACT 250–300 giây.',
        en: 'General anaesthesia; right femoral access, long 6F sheath in the left internal carotid artery; heparin, ACT 250–300 s.',
        ko: '전신마취; 우측 대퇴동맥 천자, 6F 긴 유도초를 좌측 내경동맥에 거치; 헤파린, ACT 250–300초.',
      },
      {
        vi: 'Chụp 3D, chọn góc làm việc, đo động mạch mang ở hai đầu cổ.',
        en: '3D rotational run, working projection, parent artery measured on both sides of the neck.',
        ko: '3D 회전 조영, 작업 각도 선정, 경부 양측 모동맥 직경 측정.',
      },
      {
        vi: 'Catheter trung gian đến đoạn hang; vi ống thông 0,027 inch qua cổ túi phình vào M1.',
        en: 'Distal access catheter to the cavernous segment; 0.027-inch microcatheter past the neck into M1.',
        ko: '중간 카테터를 해면정맥동 분절까지, 0.027인치 미세카테터를 경부를 지나 M1까지 진입.',
      },
      {
        vi: 'Thả stent chuyển dòng 4,0 × 18 mm phủ cổ, đẩy–kéo để stent áp thành; CBCT kiểm tra áp thành.',
        en: 'Flow diverter 4.0 × 18 mm deployed across the neck, push-and-pull for wall apposition; cone-beam CT.',
        ko: '4.0 × 18 mm 혈류전환 스텐트를 경부에 걸쳐 전개, 밀고 당기며 벽 밀착; 콘빔CT로 확인.',
      },
      {
        vi: 'Chụp kiểm tra sau đặt: động mạch mang và các nhánh thông, thuốc ứ đọng trong túi đến thì tĩnh mạch (OKM B3).',
        en: 'Final run: parent artery and branches patent, contrast stays in the sac into the venous phase (OKM B3).',
        ko: '최종 조영: 모동맥과 분지 개통, 동맥류 내 조영제가 정맥기까지 정체(OKM B3).',
      },
    ],
    devices: [
      { kind: 'sheath', name: 'Long sheath', size: '6F, 80 cm' },
      { kind: 'catheter', name: 'Distal access catheter', size: '0.058 inch, 115 cm' },
      { kind: 'microcatheter', name: 'Microcatheter', size: '0.027 inch, 150 cm' },
      { kind: 'wire', name: 'Microguidewire', size: '0.014 inch, 200 cm' },
      { kind: 'flow-diverter', name: 'Braided flow diverter', size: '4.0 × 18 mm' },
      { kind: 'closure', name: 'Vascular closure device', size: '6F' },
    ],
    outcome: {
      vi: 'Ứ đọng thuốc rõ ngay sau đặt stent. Tỉnh, không khiếm khuyết thần kinh, ra viện ngày thứ ba, mRS 0.',
      en: 'Marked stasis at once after deployment. Awake without deficit, discharged on the third day, mRS 0.',
      ko: '스텐트 전개 직후 뚜렷한 조영제 정체. 신경학적 결손 없이 각성, 3일째 퇴원, mRS 0.',
    },
    complications: [],
    followUp: {
      vi: 'DSA sau 6 tháng: tắc hoàn toàn (OKM D), động mạch thông sau còn thông, không hẹp trong stent. Ngừng clopidogrel, duy trì aspirin.',
      en: 'DSA at six months: complete occlusion (OKM D), posterior communicating artery patent, no in-stent stenosis. Clopidogrel stopped, aspirin continued.',
      ko: '6개월 DSA: 완전 폐색(OKM D), 후교통동맥 개통, 스텐트 내 협착 없음. 클로피도그렐 중단, 아스피린 유지.',
    },
    teaching: {
      vi: `1. Đo cổ và vòm ở góc làm việc **trên ảnh xóa nền**; khi bệnh nhân xê dịch, chỉnh lại mặt nạ trước khi đo.
2. Cổ rộng (từ 4 mm hoặc vòm/cổ dưới 2) ở đoạn thông sau: stent chuyển dòng là một lựa chọn, miễn là bệnh nhân dùng được kháng tiểu cầu kép.
3. Ghi độ ứ đọng theo O’Kelly–Marotta ở thì động mạch, mao mạch và tĩnh mạch.
4. Tắc túi phình là quá trình nhiều tháng: hẹn chụp kiểm tra.`,
      en: `1. Measure neck and dome in the working projection **on the subtracted image**; if the patient moved, shift the mask first.
2. A wide neck (4 mm or more, or dome-to-neck below 2) at the communicating segment: flow diversion is an option where dual antiplatelet therapy is tolerated.
3. Grade stasis by O’Kelly–Marotta in the arterial, capillary and venous phase.
4. Occlusion takes months: plan the follow-up.`,
      ko: `1. 경부와 돔은 작업 각도의 **감산 영상**에서 측정한다. 환자가 움직였다면 마스크를 먼저 이동 보정한다.
2. 교통분절의 넓은 경부(4 mm 이상 또는 돔/경부 비 2 미만)에서는 이중 항혈소판제가 가능하면 혈류전환 스텐트가 한 선택지다.
3. O’Kelly–Marotta 등급으로 동맥기·모세혈관기·정맥기의 정체를 기록한다.
4. 폐색은 수개월에 걸쳐 일어나므로 추적 조영을 계획한다.`,
    },
    references: [
      reference(
        'Greving JP, et al. Development of the PHASES score for prediction of risk of rupture of intracranial aneurysms. Lancet Neurol 2014; 13: 59–66',
        '10.1016/S1474-4422(13)70263-1',
      ),
      reference(
        'Becske T, et al. Pipeline for uncoilable or failed aneurysms: results from a multicenter clinical trial. Radiology 2013; 267: 858–868',
        '10.1148/radiol.13120099',
      ),
      reference(
        'O’Kelly CJ, et al. A novel grading scale for the angiographic assessment of intracranial aneurysms treated using flow diverting stents. Interv Neuroradiol 2010; 16: 133–137',
        '10.1177/159101991001600204',
      ),
    ],
  },
  pictures: [
    {
      at: before([dome, neck]),
      caption: {
        vi: 'Trước can thiệp, ảnh xóa nền thì động mạch: vòm 9,8 mm, cổ 5,2 mm.',
        en: 'Before, subtracted, arterial phase: dome 9.8 mm, neck 5.2 mm.',
        ko: '시술 전 감산 영상, 동맥기: 돔 9.8 mm, 경부 5.2 mm.',
      },
    },
    {
      at: after([{ kind: 'arrow', points: arrow, text: 'OKM B3' }]),
      caption: {
        vi: 'Sau đặt stent, thì tĩnh mạch: thuốc còn đọng trong túi phình.',
        en: 'After deployment, venous phase: contrast still in the sac.',
        ko: '스텐트 전개 후 정맥기: 동맥류 내 조영제 정체.',
      },
    },
  ],
  discussion: [
    {
      by: 1,
      text: 'Cổ túi phình đo 5,2 mm như hình có đúng không ạ? Bệnh nhân hơi xê dịch giữa mặt nạ và thì động mạch nên chúng tôi phân vân.',
      at: before([neck]),
      answers: [
        {
          by: 0,
          expert: true,
          text: 'Đúng, nhưng phải chỉnh lại mặt nạ khoảng một điểm ảnh rồi mới đo. Nên đo thêm trên 3D vì tư thế nghiêng có thể che một phần cổ.',
        },
        { by: 1, text: 'Sau khi chỉnh, chúng tôi đo lại được 5,2 mm. Cảm ơn thầy.' },
      ],
      resolved: true,
    },
    {
      by: 2,
      text: 'Dòng xoáy chạy dọc thành từ mép xa của cổ, thùy phụ ngấm thuốc muộn. Vì sao ê-kíp chọn một stent chuyển dòng mà không nút coil có stent hỗ trợ?',
      at: before([{ kind: 'arrow', points: arrow }]),
      answers: [
        {
          by: 0,
          expert: true,
          text: 'Cổ rộng, chưa vỡ, dùng được kháng tiểu cầu kép: stent chuyển dòng là hợp lý, đỡ phải đưa vi ống thông vào túi có thùy phụ. Phải tính trước cho động mạch thông sau: ở bệnh nhân có P1 phát triển tốt thì phủ qua thường an toàn.',
        },
        {
          by: 4,
          text: 'The run after deployment shows stasis into the venous phase. We would call this OKM B3; is anyone coiling loosely in addition because of the daughter sac?',
          at: after([{ kind: 'arrow', points: arrow }]),
        },
      ],
    },
  ],
  quiz: [],
}
