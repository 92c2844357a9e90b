import type { PlannedCase, Place } from './plan.ts'
import { generated, reference } from './plan.ts'
import { hccImages } from '../images/wanted.ts'

const { lesion, PORTAL, ARTERIAL } = hccImages
const liver = { center: 95, width: 160 }

const [hcc, cyst, target] = [lesion('hcc'), lesion('cyst'), lesion('metastasis')]
const arrow = (at: typeof hcc, text: string) => ({ kind: 'arrow' as const, points: at.arrow, text })
const portal = (at: typeof hcc, text: string): Place => ({
  series: PORTAL,
  instance: at.portal,
  frame: 1,
  window: liver,
  zoom: 1.5,
  center: at.middle,
  shapes: [arrow(at, text)],
})

/** CT: a carcinoma with its textbook signs beside a lesion that asks for a needle before any embolisation. */
export const hccCase: PlannedCase = {
  key: 'hcc',
  begun: Date.UTC(2025, 5, 3, 1, 40),
  shared: true,
  note: {
    vi: 'Đọc hai thì, đặt mũi tên, trả lời ba câu hỏi; rồi xem giải phẫu bệnh và bàn luận.',
    en: 'Read both phases, place the arrow, answer three questions; then see the histology and the discussion.',
    ko: '두 시기를 판독하고 화살표를 놓은 뒤 세 문항에 답하세요. 이후 조직검사 결과와 토의를 확인할 수 있습니다.',
  },
  talk: { event: 'hepatobiliary-2025', title: 'Bạch Mai' },
  title: {
    vi: 'Nam ngoài 60 tuổi, xơ gan do viêm gan B: các tổn thương gan này là gì, làm gì tiếp? (ảnh mô phỏng)',
    en: 'A man in his sixties with hepatitis B cirrhosis: what are these liver lesions, and what next? (generated images)',
    ko: 'B형 간염 간경변이 있는 60대 남성: 이 간 병변들은 무엇이며 다음 단계는? (생성 영상)',
  },
  content: {
    modalities: ['CT'],
    techniques: ['ctace', 'liver-biopsy', 'mwa-liver'],
    organs: ['liver'],
    region: { vi: 'Hạ phân thùy VIII, IV, VI', en: 'Segments VIII, IV, VI', ko: 'S8, S4, S6' },
    age: '60',
    sex: 'male',
    presentation: generated({
      vi: 'Nam, ngoài 60 tuổi, theo dõi viêm gan B mạn đang điều trị tenofovir. Siêu âm định kỳ phát hiện khối gan phải. Không đau, không sụt cân, ECOG 0.',
      en: 'A man in his sixties with chronic hepatitis B on tenofovir. Surveillance ultrasound showed a mass in the right lobe. No pain, no weight loss, ECOG 0.',
      ko: '60대 남성. 만성 B형 간염으로 테노포비르 복용 중. 정기 초음파에서 간우엽 종괴 발견. 통증·체중 감소 없음, ECOG 0.',
    }),
    history: {
      vi: 'Xơ gan còn bù, Child–Pugh A5. AFP 186 ng/ml. CEA 14 ng/ml. Tĩnh mạch cửa thông. Không cổ trướng, chưa giãn tĩnh mạch thực quản.',
      en: 'Compensated cirrhosis, Child–Pugh A5. AFP 186 ng/ml. CEA 14 ng/ml. Portal vein patent. No ascites, no oesophageal varices.',
      ko: '대상성 간경변, Child–Pugh A5. AFP 186 ng/mL, CEA 14 ng/mL. 간문맥 개통. 복수 및 식도정맥류 없음.',
    },
    findings: {
      vi: `- **Hạ phân thùy VIII:** khối 42 × 40 × 40 mm, thể tích 35,2 ml. Ngấm thuốc mạnh thì động mạch (khoảng 122 HU so với nhu mô 74 HU), thải thuốc thì tĩnh mạch cửa (82 HU so với 112 HU), có vỏ ngấm thuốc. **LR-5.**
- **Hạ phân thùy IV:** nốt 22 mm, 5,6 ml, ngấm thuốc viền ở thì động mạch, trung tâm giảm tỷ trọng ở cả hai thì (dạng bia). **LR-M.**
- **Hạ phân thùy VI:** nang đơn thuần 18 mm, 6 HU, không ngấm thuốc. **LR-1.**
- Thân và hai nhánh tĩnh mạch cửa thông, không huyết khối. Động mạch gan chung tách từ động mạch thân tạng. Không hạch to, không dịch ổ bụng.`,
      en: `- **Segment VIII:** mass of 42 × 40 × 40 mm, 35.2 ml. Non-rim arterial hyperenhancement (about 122 HU against 74 HU of parenchyma), washout in the portal venous phase (82 HU against 112 HU), enhancing capsule. **LR-5.**
- **Segment IV:** nodule of 22 mm, 5.6 ml, rim arterial hyperenhancement, hypoattenuating centre in both phases (targetoid). **LR-M.**
- **Segment VI:** simple cyst of 18 mm, 6 HU, no enhancement. **LR-1.**
- Main portal vein and both branches patent, no thrombus. Common hepatic artery from the coeliac trunk. No enlarged nodes, no ascites.`,
      ko: `- **S8:** 42 × 40 × 40 mm 종괴, 용적 35.2 mL. 동맥기 전반적 과조영증강(약 122 HU, 간실질 74 HU), 문맥기 washout(82 HU, 간실질 112 HU), 조영증강 피막. **LR-5.**
- **S4:** 22 mm 결절, 5.6 mL, 동맥기 테두리 과조영증강, 두 시기 모두 중심부 저음영(표적 모양). **LR-M.**
- **S6:** 18 mm 단순 낭종, 6 HU, 조영증강 없음. **LR-1.**
- 주간문맥과 좌우 분지 개통, 혈전 없음. 총간동맥은 복강동맥에서 기시. 림프절 종대와 복수 없음.`,
    },
    differential: {
      vi: 'Hạ phân thùy IV: di căn ung thư biểu mô tuyến (CEA tăng), ung thư đường mật trong gan, thể hỗn hợp HCC–CCA, HCC không điển hình.',
      en: 'Segment IV: metastasis of an adenocarcinoma (raised CEA), intrahepatic cholangiocarcinoma, combined HCC–CCA, atypical HCC.',
      ko: 'S4 병변: 선암의 전이(CEA 상승), 간내 담관암, 혼합형 간세포암–담관암, 비전형적 간세포암.',
    },
    diagnosis: {
      vi: 'HCC hạ phân thùy VIII (LR-5); di căn ung thư biểu mô tuyến đại tràng hạ phân thùy IV (sinh thiết); nang gan đơn thuần hạ phân thùy VI.',
      en: 'HCC of segment VIII (LR-5); metastasis of a colonic adenocarcinoma in segment IV (biopsy); simple cyst of segment VI.',
      ko: 'S8 간세포암(LR-5), S4 대장 선암 전이(조직검사), S6 단순 간낭종.',
    },
    certainty: 'certain',
    basis: ['imaging', 'pathology'],
    steps: [
      {
        vi: 'Hội chẩn đa chuyên khoa: sinh thiết nốt LR-M trước khi can thiệp.',
        en: 'Multidisciplinary meeting: biopsy of the LR-M nodule before any treatment.',
        ko: '다학제 회의: 치료 전 LR-M 결절 조직검사 결정.',
      },
      {
        vi: 'Hội chẩn lại khi có mô bệnh học và kết quả nội soi đại tràng: HCC đơn độc, Child–Pugh A còn chỉ định cắt gan, nhưng người bệnh không đồng ý cắt gan cùng với mổ đại tràng; chọn TACE siêu chọn lọc cho HCC, đốt vi sóng cho di căn.',
        en: 'Second meeting with histology and colonoscopy: a single HCC in Child–Pugh A could be resected, but the patient declined hepatectomy in addition to colectomy; superselective TACE for the HCC, ablation for the metastasis.',
        ko: '조직검사와 대장내시경 결과로 재논의: 단일 간세포암, Child–Pugh A로 간절제가 가능하나 환자가 대장 수술과 함께 간절제 받기를 원하지 않아 간세포암은 초선택 TACE, 전이는 소작술로 결정.',
      },
      {
        vi: 'Sinh thiết hạ phân thùy IV dưới siêu âm, kim đồng trục 17G/18G, hai mảnh.',
        en: 'Ultrasound-guided biopsy of segment IV, 17G/18G coaxial needle, two cores.',
        ko: '초음파 유도하 S4 조직검사, 17G/18G 동축침, 2개 채취.',
      },
      {
        vi: 'Chọc động mạch đùi phải, sheath 5F; chụp động mạch thân tạng và mạc treo tràng trên bằng catheter 5F.',
        en: 'Right femoral access, 5F sheath; coeliac and superior mesenteric arteriography with a 5F catheter.',
        ko: '우측 대퇴동맥 천자, 5F 유도초; 5F 카테터로 복강동맥 및 상장간막동맥 조영.',
      },
      {
        vi: 'CBCT từ động mạch gan riêng xác định cuống nuôi từ A8 và tìm cuống phụ.',
        en: 'Cone-beam CT from the proper hepatic artery: feeder from A8, search for further feeders.',
        ko: '고유간동맥에서 콘빔CT 시행, A8 영양동맥 확인 및 추가 영양동맥 탐색.',
      },
      {
        vi: 'Siêu chọn lọc A8 bằng vi ống thông 2,0F; bơm nhũ tương lipiodol 6 ml + doxorubicin 40 mg đến khi thấy lipiodol ở nhánh cửa quanh u, rồi nút bằng hạt gelatin.',
        en: 'Superselective catheterisation of A8 with a 2.0F microcatheter; emulsion of 6 ml lipiodol and 40 mg doxorubicin until peritumoral portal branches are seen, then gelatin particles.',
        ko: '2.0F 미세카테터로 A8 초선택; 리피오돌 6 mL와 독소루비신 40 mg 유제를 종양 주위 문맥 분지가 보일 때까지 주입 후 젤라틴 입자 색전.',
      },
      {
        vi: 'Đốt vi sóng nốt hạ phân thùy IV qua da ở lần can thiệp thứ hai (sau 3 tuần).',
        en: 'Percutaneous microwave ablation of the segment IV nodule in a second session (three weeks later).',
        ko: '3주 후 2차로 S4 결절에 경피적 극초단파 소작술.',
      },
    ],
    devices: [
      { kind: 'needle', name: 'Coaxial biopsy needle', size: '17G/18G' },
      { kind: 'sheath', name: 'Introducer sheath', size: '5F, 11 cm' },
      { kind: 'catheter', name: 'Visceral catheter', size: '5F, 80 cm' },
      { kind: 'microcatheter', name: 'Microcatheter', size: '2.0F, 130 cm' },
      { kind: 'wire', name: 'Microguidewire', size: '0.016 inch' },
      { kind: 'drug', name: 'Doxorubicin', size: '40 mg' },
      { kind: 'liquid-embolic', name: 'Ethiodised oil', size: '6 ml' },
      { kind: 'particles', name: 'Gelatin sponge particles', size: '150–350 µm' },
      { kind: 'ablation', name: 'Microwave antenna', size: '14G, 15 cm' },
    ],
    outcome: {
      vi: 'Lipiodol đọng kín khối hạ phân thùy VIII, không còn nhuộm u trên phim chụp kiểm tra. Diện đốt hạ phân thùy IV có bờ an toàn trên 5 mm.',
      en: 'Dense lipiodol retention throughout the segment VIII mass, no residual stain on the completion angiogram. Ablation zone in segment IV with a margin above 5 mm.',
      ko: 'S8 종괴 전체에 리피오돌이 조밀하게 축적되고 최종 조영에서 잔존 종양 염색 없음. S4 소작 영역의 안전 변연 5 mm 초과.',
    },
    complications: [
      {
        grade: '2017-1',
        text: {
          vi: 'Hội chứng sau nút mạch: sốt 38 °C, đau nhẹ hạ sườn phải trong hai ngày.',
          en: 'Post-embolisation syndrome: fever of 38 °C and mild right upper quadrant pain for two days.',
          ko: '색전 후 증후군: 이틀간 38 °C 발열과 경미한 우상복부 통증.',
        },
      },
    ],
    followUp: {
      vi: 'CT sau 6 tuần: không còn vùng ngấm thuốc thì động mạch ở cả hai vị trí (mRECIST: đáp ứng hoàn toàn với HCC). AFP 11 ng/ml. Ung thư đại tràng nguyên phát được phẫu thuật.',
      en: 'CT at six weeks: no arterial enhancement at either site (mRECIST: complete response of the HCC). AFP 11 ng/ml. The primary colonic cancer was resected.',
      ko: '6주 후 CT: 두 병변 모두 동맥기 조영증강 없음(간세포암 mRECIST 완전반응). AFP 11 ng/mL. 원발 대장암은 수술로 절제함.',
    },
    teaching: {
      vi: `1. LI-RADS chỉ áp dụng cho người có nguy cơ cao; LR-5 không cần sinh thiết, **LR-M thì cần**.
2. Hai tổn thương ở gan xơ không nhất thiết là cùng một bệnh: ngấm thuốc viền khác với ngấm thuốc toàn bộ.
3. Xác định mô bệnh học trước khi nút mạch: sau khi có lipiodol, hình ảnh và mảnh sinh thiết khó đọc hơn.
4. CBCT giúp không bỏ sót cuống nuôi; nút siêu chọn lọc giữ chức năng gan.`,
      en: `1. LI-RADS is for people at high risk only; LR-5 needs no biopsy, **LR-M does**.
2. Two lesions in a cirrhotic liver are not always one disease: rim enhancement is not non-rim enhancement.
3. Get the histology before embolising: with lipiodol in place images and cores are harder to read.
4. Cone-beam CT keeps feeders from being missed; superselective embolisation spares liver function.`,
      ko: `1. LI-RADS는 고위험군에만 적용한다. LR-5는 조직검사가 필요 없지만 **LR-M은 필요하다**.
2. 간경변에서 두 병변이 항상 같은 질환은 아니다. 테두리 조영증강은 전반적 조영증강과 다르다.
3. 색전 전에 조직을 얻는다. 리피오돌이 축적되면 영상과 조직 판독이 어려워진다.
4. 콘빔CT는 영양동맥을 놓치지 않게 하고, 초선택 색전은 간기능을 보존한다.`,
    },
    references: [
      reference('Chernyak V, et al. LI-RADS version 2018. Radiology 2018; 289: 816–830', '10.1148/radiol.2018181494'),
      reference(
        'Reig M, et al. BCLC strategy for prognosis prediction and treatment recommendation: the 2022 update. J Hepatol 2022; 76: 681–693',
        '10.1016/j.jhep.2021.11.018',
      ),
      reference(
        'Lencioni R, Llovet JM. Modified RECIST (mRECIST) assessment for hepatocellular carcinoma. Semin Liver Dis 2010; 30: 52–60',
        '10.1055/s-0030-1247132',
      ),
    ],
  },
  pictures: [
    {
      at: { ...portal(hcc, 'HCC'), series: ARTERIAL, instance: hcc.arterial },
      caption: {
        vi: 'Thì động mạch: khối hạ phân thùy VIII ngấm thuốc mạnh.',
        en: 'Arterial phase: hyperenhancing mass in segment VIII.',
        ko: '동맥기: S8의 과조영증강 종괴.',
      },
    },
    {
      at: portal(hcc, 'HCC'),
      caption: {
        vi: 'Thì tĩnh mạch cửa: thải thuốc và vỏ ngấm thuốc.',
        en: 'Portal venous phase: washout and an enhancing capsule.',
        ko: '문맥기: washout과 조영증강 피막.',
      },
    },
    {
      at: portal(target, 'LR-M'),
      caption: {
        vi: 'Hạ phân thùy IV: nốt dạng bia.',
        en: 'Segment IV: targetoid nodule.',
        ko: 'S4: 표적 모양 결절.',
      },
    },
    {
      at: portal(cyst, ''),
      caption: { vi: 'Hạ phân thùy VI: nang đơn thuần.', en: 'Segment VI: simple cyst.', ko: 'S6: 단순 낭종.' },
    },
  ],
  discussion: [
    {
      by: 1,
      text: 'Nốt ở hạ phân thùy IV ngấm thuốc viền thì động mạch. Nếu làm TACE luôn cho cả hai khối thì có nên không, hay phải sinh thiết trước?',
      at: { ...portal(target, 'LR-M'), series: ARTERIAL, instance: target.arterial },
      answers: [
        {
          by: 3,
          expert: true,
          text: 'Nên sinh thiết trước. Ngấm thuốc viền là dấu hiệu dạng bia, xếp LR-M chứ không phải LR-5; CEA tăng càng gợi ý di căn. Nút mạch rồi mới sinh thiết thì mảnh mô dễ toàn hoại tử.',
        },
        {
          by: 1,
          text: 'Cảm ơn thầy, chúng tôi sẽ sinh thiết dưới siêu âm và nội soi đại tràng trong tuần này.',
        },
      ],
      resolved: true,
    },
    {
      by: 5,
      text: 'Khối hạ phân thùy VIII có sát tĩnh mạch gan phải không ạ? Ở đơn vị tôi, khối trên 3 cm thường phối hợp TACE với đốt vi sóng.',
      at: portal(hcc, 'HCC 42 mm'),
      answers: [
        {
          by: 3,
          expert: true,
          text: 'Phối hợp cũng hợp lý: khối 3–5 cm TACE rồi đốt kiểm soát tại chỗ tốt hơn TACE đơn thuần. Nên xem thêm mặt phẳng đứng ngang: nhánh tĩnh mạch gan phải chạy phía sau khối, chú ý hiệu ứng tản nhiệt ở bờ này.',
        },
      ],
    },
  ],
  quiz: [
    {
      text: {
        vi: 'Đặt mũi tên vào nốt không nên nút mạch khi chưa có mô bệnh học.',
        en: 'Put the arrow on the nodule that should not be embolised before there is histology.',
        ko: '조직학적 진단 전에 색전해서는 안 되는 결절에 화살표를 놓으십시오.',
      },
      options: [],
      arrow: {
        at: { series: PORTAL, instance: target.portal, frame: 1, window: liver },
        target: { kind: 'ellipse', points: target.outline },
        tolerance: 12,
      },
      explanation: {
        vi: 'Nốt 22 mm ở hạ phân thùy IV: viền ngấm thuốc, trung tâm giảm tỷ trọng.',
        en: 'The 22 mm nodule in segment IV: enhancing rim, hypoattenuating centre.',
        ko: 'S4의 22 mm 결절: 테두리 조영증강과 저음영 중심부.',
      },
    },
    {
      text: {
        vi: 'Xếp loại LI-RADS v2018 của nốt đó?',
        en: 'Which LI-RADS v2018 category is that nodule?',
        ko: '그 결절의 LI-RADS v2018 범주는?',
      },
      options: [
        { text: { vi: 'LR-3', en: 'LR-3', ko: 'LR-3' }, right: false },
        { text: { vi: 'LR-4', en: 'LR-4', ko: 'LR-4' }, right: false },
        { text: { vi: 'LR-5', en: 'LR-5', ko: 'LR-5' }, right: false },
        { text: { vi: 'LR-M', en: 'LR-M', ko: 'LR-M' }, right: true },
      ],
      explanation: {
        vi: 'Ngấm thuốc viền ở thì động mạch là dấu hiệu dạng bia: LR-M, nhiều khả năng hoặc chắc chắn ác tính nhưng không đặc hiệu cho HCC.',
        en: 'Rim arterial hyperenhancement is a targetoid feature: LR-M, probably or definitely malignant but not specific for HCC.',
        ko: '동맥기 테두리 과조영증강은 표적 모양 소견으로 LR-M에 해당한다. 악성일 가능성이 높거나 확실하지만 간세포암에 특이적이지 않다.',
      },
    },
    {
      text: {
        vi: 'Bước tiếp theo trước khi nút mạch?',
        en: 'What comes next, before any embolisation?',
        ko: '색전술 전에 다음으로 할 일은?',
      },
      options: [
        { text: { vi: 'TACE cả hai khối', en: 'TACE of both lesions', ko: '두 병변 모두 TACE' }, right: false },
        {
          text: { vi: 'Sinh thiết nốt đó', en: 'Biopsy of that nodule', ko: '그 결절의 조직검사' },
          right: true,
        },
        {
          text: { vi: 'Theo dõi sau 3 tháng', en: 'Follow-up in three months', ko: '3개월 후 추적' },
          right: false,
        },
      ],
      explanation: {
        vi: 'LR-M thường cần chẩn đoán mô bệnh học vì điều trị khác hẳn HCC.',
        en: 'LR-M usually asks for histology, because its treatment differs from that of HCC.',
        ko: 'LR-M은 치료가 간세포암과 다르므로 대개 조직학적 진단이 필요하다.',
      },
    },
  ],
}
